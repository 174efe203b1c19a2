package dev.gatehouse.engine.unpack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.engine.content.MemoryContent;
import dev.gatehouse.engine.type.ContentTypes;
import dev.gatehouse.spi.ContentType;
import dev.gatehouse.spi.ReasonCode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** tar in every dialect that GNU tar writes. */
final class TarTest {

    private static final byte[] HIDDEN = "MZ behind the end".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"v7", "oldgnu", "gnu", "ustar", "posix"})
    void opensEveryDialect(String dialect) throws IOException {
        Map<String, byte[]> files = new TreeMap<>(Samples.files());
        if (dialect.equals("v7") || dialect.equals("ustar")) {
            files.keySet().removeIf(name -> name.length() > 99);
        }
        Path in = Files.createDirectory(folder.resolve("in"));
        Samples.write(in, files);
        Tools.shell(in, "ln -s text.txt link && ln text.txt hard");
        byte[] archive = Tools.shell(in, "tar --format=" + dialect + " -cf - --transform 's,^\\./,,' .");

        assertThat(new ContentTypes().detect(new MemoryContent(archive, archive.length)))
                .contains(ContentType.TAR);
        RecordingSink sink = RecordingSink.unpack(ContentType.TAR, archive);
        assertThat(sink.codes()).isEmpty();
        Map<String, byte[]> got = sink.byName();
        byte[] linked = got.remove("hard");
        if (linked != null) {
            got.putIfAbsent("text.txt", linked); // whichever of the two names came first has the bytes
        }
        assertThat(got.keySet()).isEqualTo(files.keySet());
        got.forEach((name, bytes) -> assertThat(bytes).as(name).isEqualTo(files.get(name)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"gnu", "posix --sparse-version=0.0", "posix --sparse-version=0.1", "posix --sparse-version=1.0"})
    void opensSparseMembers(String format) throws IOException {
        byte[] expected = new byte[400_000];
        try (RandomAccessFile file =
                new RandomAccessFile(folder.resolve("sparse").toFile(), "rw")) {
            file.setLength(expected.length);
            for (int at = 8192; at < expected.length; at += 40_000) {
                byte[] data = Samples.text(100);
                file.seek(at);
                file.write(data);
                System.arraycopy(data, 0, expected, at, data.length);
            }
        }
        Files.write(folder.resolve("after"), HIDDEN);
        byte[] archive = Tools.shell(folder, "tar -S --format=" + format + " -cf - sparse after");
        assertThat(archive.length).isLessThan(300_000);
        RecordingSink sink = RecordingSink.unpack(ContentType.TAR, archive);
        assertThat(sink.codes()).as(sink.toString()).isEmpty();
        assertThat(sink.byName()).containsOnlyKeys("sparse", "after");
        assertThat(sink.byName().get("sparse")).isEqualTo(expected);
        assertThat(sink.byName().get("after")).isEqualTo(HIDDEN);
    }

    @Test
    void readsOnBehindTheEndMark() throws IOException {
        Files.write(folder.resolve("one"), Samples.text(100));
        Files.write(folder.resolve("two"), HIDDEN);
        byte[] archive = Tools.shell(folder, "tar -cf - one; tar -cf - two; printf 'no header'");
        RecordingSink sink = RecordingSink.unpack(ContentType.TAR, archive);
        assertThat(sink.codes()).isEmpty();
        assertThat(sink.byName())
                .containsEntry("one", Samples.text(100))
                .containsEntry("two", HIDDEN)
                .containsEntry("trailing", "no header".getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void goesOnAfterADamagedHeader() throws IOException {
        for (String name : new String[] {"one", "two", "three"}) {
            Files.write(folder.resolve(name), Samples.text(600));
        }
        byte[] archive = Tools.shell(folder, "tar -cf - one two three");
        archive[3 * 512 + 150] ^= 1; // the checksum of the second header
        RecordingSink sink = RecordingSink.unpack(ContentType.TAR, archive);
        assertThat(sink.codes()).containsExactly(ReasonCode.MALFORMED);
        assertThat(sink.byName()).containsKeys("one", "three");
    }

    @Test
    void saysWhereACutTarLacksBytes() throws IOException {
        Samples.write(folder);
        byte[] archive = Tools.shell(folder, "tar -b1 -cf - *");
        for (int i = 1; i < 16; i++) {
            byte[] cut = Arrays.copyOf(archive, archive.length * i / 16);
            assertThat(RecordingSink.unpack(ContentType.TAR, cut).codes())
                    .as("cut at %d/16", i)
                    .isNotEmpty();
        }
    }

    @Test
    void opensASparseMemberOfManySmallPieces() throws IOException {
        byte[] expected = new byte[40 * 8192];
        try (RandomAccessFile file =
                new RandomAccessFile(folder.resolve("sparse").toFile(), "rw")) {
            file.setLength(expected.length);
            for (int at = 4096; at < expected.length; at += 8192) {
                file.seek(at);
                file.write('x');
                expected[at] = 'x';
            }
        }
        for (String format : new String[] {"gnu", "posix --sparse-version=0.0", "posix --sparse-version=1.0"}) {
            byte[] archive = Tools.shell(folder, "tar -S --format=" + format + " -cf - sparse");
            assertThat(RecordingSink.unpack(ContentType.TAR, archive).only()).isEqualTo(expected);
        }
    }
}
