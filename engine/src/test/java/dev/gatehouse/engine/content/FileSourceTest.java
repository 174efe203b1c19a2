package dev.gatehouse.engine.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.spi.Deadline;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileSourceTest {

    @TempDir
    Path folder;

    @Test
    void aSmallFileIsASnapshot() throws IOException {
        Path file = Files.write(folder.resolve("small"), new byte[] {1, 2, 3});
        try (Content content = FileSource.open(file)) {
            Files.write(file, new byte[] {9});

            assertThat(content.stream().readAllBytes()).containsExactly(1, 2, 3);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 8191, 8192, 8193, 65_535, 65_536, 65_537, 1_048_576, 1_048_577})
    void everyByteIsReadWhateverTheSizeAndTheName(int size) throws IOException {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        for (String name : List.of("plain", "grün")) {
            try (Content content = FileSource.open(Files.write(folder.resolve(name), bytes))) {
                assertThat(content.size()).isEqualTo(size);
                assertThat(Arrays.equals(content.stream().readAllBytes(), bytes))
                        .isTrue();
            }
        }
    }

    @Test
    void aNameThatCannotBeDecodedIsNotTakenForAnother() throws IOException, InterruptedException {
        String script = "printf evil > $'bad\\xff'; printf good > $'bad\\xef\\xbf\\xbd'";
        assertThat(new ProcessBuilder("bash", "-c", script)
                        .directory(folder.toFile())
                        .start()
                        .waitFor())
                .isZero();
        List<String> contents = new ArrayList<>();
        try (var files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                try (Content content = FileSource.open(file)) {
                    contents.add(new String(content.stream().readAllBytes(), StandardCharsets.US_ASCII));
                }
            }
        }
        assertThat(contents).containsExactlyInAnyOrder("evil", "good");
    }

    @Test
    void whatCannotBeOpenedSaysWhy() {
        assertThatThrownBy(() -> FileSource.open(folder.resolve("missing"))).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> FileSource.open(folder)).isInstanceOf(IOException.class);
    }

    @Test
    void aLargeFileIsReadByPosition() throws IOException {
        byte[] bytes = new byte[(3 << 20) + 7];
        new Random(3).nextBytes(bytes);
        Path file = Files.write(folder.resolve("large"), bytes);
        try (Content content = FileSource.open(file)) {
            assertThat(content).isInstanceOf(FileContent.class);
            assertThat(content.stream().readAllBytes()).isEqualTo(bytes);
        }
    }

    @Test
    void bytesAboveTwoGibibytesAreReached() throws IOException {
        Path file = folder.resolve("sparse");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.seek((6L << 30) - 1);
            sparse.write(7);
        }
        try (Content content = FileSource.open(file)) {
            byte[] last = new byte[10];
            assertThat(content.size()).isEqualTo(6L << 30);
            assertThat(content.read((6L << 30) - 3, last, 0, 10)).isEqualTo(3);
            assertThat(last).startsWith(0, 0, 7);
        }
    }

    @Test
    void aFileThatTheKernelMakesUpIsReadThoughItsSizeIsNought() throws IOException {
        try (Content content = FileSource.open(Path.of("/proc/self/status"))) {
            assertThat(new String(content.stream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("Name:");
        }
    }

    @Test
    void aFileThatShrinksIsLost() throws IOException {
        Path file = Files.write(folder.resolve("shrinking"), new byte[2 << 20]);
        try (Content content = FileSource.open(file)) {
            Files.write(file, new byte[5]);

            assertThatThrownBy(() -> content.read(0, new byte[100], 0, 100)).isInstanceOf(ContentLostException.class);
        }
    }

    @Test
    void aGuardedContentEndsWithItsDeadlineHoweverItIsRead() throws IOException {
        Deadline deadline = Deadline.none();
        Content guarded = new GuardedContent(new MemoryContent(new byte[100_000], 100_000), deadline);
        assertThat(guarded.stream().readAllBytes()).hasSize(100_000);

        deadline.cancel();

        assertThatThrownBy(() -> guarded.stream().read()).isInstanceOf(InterruptedIOException.class);
        assertThatThrownBy(() -> guarded.slice(5, 10).stream().read()).isInstanceOf(InterruptedIOException.class);
        assertThatThrownBy(() -> guarded.channel().read(ByteBuffer.allocate(5)))
                .isInstanceOf(InterruptedIOException.class);
    }
}
