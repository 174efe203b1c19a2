package dev.gatehouse.engine.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpillTest {

    private static final Spill.Meter EVERYTHING = (wanted, _) -> wanted;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            ints = {0, 1, 4095, 65_535, 65_536, 65_537, 1_048_575, 1_048_576, 1_048_577, 1_114_112, 1_114_113, 5_000_000
            })
    void keepsEveryByteWhateverTheChunksAndTheZeros(int size) throws IOException {
        Spill spill = new Spill(folder);
        for (int seed = 0; seed < 3; seed++) {
            byte[] bytes = patchy(size, seed);

            Spilled spilled = spill.take(new UnevenStream(bytes, seed), EVERYTHING, Optional.empty());

            try (Content content = spilled.content()) {
                assertThat(spilled.ending()).isEqualTo(new Spilled.Complete());
                assertThat(content.size()).isEqualTo(size);
                assertThat(Arrays.equals(content.stream().readAllBytes(), bytes))
                        .isTrue();
            }
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void smallPartsLiveInMemoryAndLargeOnesHaveNoName() throws IOException {
        Spill spill = new Spill(folder);

        try (Content small =
                        spill.take(zeros(1000), EVERYTHING, Optional.empty()).content();
                Content large =
                        spill.take(zeros(3 << 20), EVERYTHING, Optional.empty()).content()) {
            assertThat(small).isInstanceOf(MemoryContent.class);
            assertThat(large).isInstanceOf(FileContent.class);
            assertThat(folder).isEmptyDirectory();
        }
    }

    @Test
    void zerosTakeNoDiskAndOtherFilesAreThePrivateOnesOfTheirOwner() throws IOException, InterruptedException {
        Spill spill = new Spill(folder);
        byte[] end = {1};

        try (Content content = spill.take(
                        new SequenceInputStream(zeros(200 << 20), new ByteArrayInputStream(end)),
                        EVERYTHING,
                        Optional.empty())
                .content()) {
            assertThat(content.size()).isEqualTo((200 << 20) + 1);
            String[] mode = stat(openFileIn(folder));
            assertThat(Long.parseLong(mode[0])).as("blocks of 512 bytes").isLessThan(1000);
            assertThat(mode[1]).as("access rights").isEqualTo("600");
        }
    }

    @Test
    void aRefusedByteEndsTheStreamBeforeIt() throws IOException {
        for (int allowed : new int[] {0, 1, 100_000, 2_000_000}) {
            Spilled spilled = new Spill(folder)
                    .take(zeros(3 << 20), (wanted, before) -> Math.min(wanted, allowed - before), Optional.empty());
            try (Content content = spilled.content()) {
                assertThat(spilled.ending()).isEqualTo(new Spilled.Refused());
                assertThat(content.size()).isEqualTo(allowed);
            }
        }
    }

    @Test
    void asksTheMeterForEveryChunkBeforeItIsKept() {
        List<Long> wanted = new ArrayList<>();
        Spill.Meter meter = (count, before) -> {
            assertThat(wanted.stream().mapToLong(Long::longValue).sum()).isEqualTo(before);
            wanted.add(count);
            return count;
        };

        try (Content content =
                new Spill(folder).take(zeros(3 << 20), meter, Optional.empty()).content()) {
            assertThat(content.size()).isEqualTo(3 << 20);
            assertThat(wanted).allSatisfy(count -> assertThat(count).isBetween(1L, 65_536L));
        }
    }

    @Test
    void digestsWhatIsTaken() throws NoSuchAlgorithmException {
        byte[] bytes = patchy(2_000_000, 5);
        MessageDigest digest = MessageDigest.getInstance("SHA-256");

        try (Content content = new Spill(folder)
                .take(new UnevenStream(bytes, 5), EVERYTHING, Optional.of(digest))
                .content()) {
            assertThat(content.size()).isEqualTo(bytes.length);
        }

        assertThat(digest.digest())
                .isEqualTo(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    @Test
    void keepsWhatCameBeforeAnErrorInMemoryAndOnDisk() {
        for (int size : new int[] {0, 10, 2_000_000}) {
            IOException broken = new IOException("broken");
            Spilled spilled = new Spill(folder).take(new BrokenStream(size, broken), EVERYTHING, Optional.empty());
            try (Content content = spilled.content()) {
                assertThat(spilled.ending()).isEqualTo(new Spilled.Broken(broken));
                assertThat(content.size()).isEqualTo(size);
            }
        }
    }

    @Test
    void noFolderIsNoSpaceAndWhatFitsInMemoryIsKept() {
        Spilled spilled = new Spill(folder.resolve("missing")).take(zeros(3 << 20), EVERYTHING, Optional.empty());

        assertThat(spilled.ending()).isInstanceOf(Spilled.NoSpace.class);
        assertThat(spilled.content().size()).isEqualTo(1 << 20);
    }

    @Test
    void slicesAndMappingsOfASpilledPartSeeTheSameBytes() throws IOException {
        byte[] bytes = patchy(3_000_000, 9);
        try (Content content = new Spill(folder)
                .take(new ByteArrayInputStream(bytes), EVERYTHING, Optional.empty())
                .content()) {
            byte[] middle = content.slice(1_000_000, 1_500_000).stream().readAllBytes();

            assertThat(middle).isEqualTo(Arrays.copyOfRange(bytes, 1_000_000, 2_500_000));
            assertThat(content.bytes().toArray(ValueLayout.JAVA_BYTE)).isEqualTo(bytes);
        }
    }

    /** Random bytes with random runs of zeros, at the end as well. */
    private static byte[] patchy(int size, long seed) {
        Random random = new Random(seed);
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        for (int at = 0; at < size; ) {
            int run = Math.min(size - at, random.nextInt(1, 200_000));
            if (random.nextBoolean()) {
                Arrays.fill(bytes, at, at + run, (byte) 0);
            }
            at += run;
        }
        if (seed == 1) {
            Arrays.fill(bytes, size / 2, size, (byte) 0);
        }
        return bytes;
    }

    private static InputStream zeros(int size) {
        return new InputStream() {
            private int left = size;

            @Override
            public int read() {
                return left-- > 0 ? 0 : -1;
            }

            @Override
            public int read(byte[] target, int offset, int length) {
                if (left <= 0) {
                    return -1;
                }
                int count = Math.min(left, length);
                Arrays.fill(target, offset, offset + count, (byte) 0);
                left -= count;
                return count;
            }
        };
    }

    private static Path openFileIn(Path folder) throws IOException {
        try (var descriptors = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path descriptor : descriptors) {
                if (Files.isSymbolicLink(descriptor)
                        && Files.readSymbolicLink(descriptor).startsWith(folder)) {
                    return descriptor.toAbsolutePath();
                }
            }
        }
        throw new AssertionError("no open file in " + folder);
    }

    private static String[] stat(Path descriptor) throws IOException, InterruptedException {
        String path = "/proc/" + ProcessHandle.current().pid() + "/fd/" + descriptor.getFileName();
        Process stat = new ProcessBuilder("stat", "-L", "-c", "%b %a", path).start();
        String answer = new String(stat.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(stat.waitFor()).isZero();
        return answer.strip().split(" ", -1);
    }

    /** Gives a random part of what it is asked for, and sometimes nothing. */
    private static final class UnevenStream extends ByteArrayInputStream {
        private final Random random;

        UnevenStream(byte[] bytes, long seed) {
            super(bytes);
            this.random = new Random(seed);
        }

        @Override
        public synchronized int read(byte[] target, int offset, int length) {
            int wanted = random.nextInt(length + 1);
            return available() == 0 ? -1 : super.read(target, offset, wanted);
        }
    }

    private static final class BrokenStream extends InputStream {
        private final InputStream bytes;
        private final IOException broken;

        BrokenStream(int size, IOException broken) {
            this.bytes = new ByteArrayInputStream(new byte[size]);
            this.broken = broken;
        }

        @Override
        public int read() throws IOException {
            return orBreak(bytes.read());
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            return orBreak(bytes.read(target, offset, length));
        }

        private int orBreak(int result) throws IOException {
            if (result < 0) {
                throw broken;
            }
            return result;
        }
    }
}
