package dev.gatehouse.engine.unpack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.engine.content.MemoryContent;
import dev.gatehouse.engine.type.ContentTypes;
import dev.gatehouse.spi.ContentType;
import dev.gatehouse.spi.ReasonCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.apache.commons.compress.compressors.snappy.FramedSnappyCompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Formats that compress one stream, as the real tools write them. */
final class StreamsTest {

    private static final byte[] TRAILER = "MZ this trails the last stream".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    private Path folder;

    /** A stream format and how its tool is called as a filter; an empty command is written in Java. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Format(ContentType type, boolean trails, String... command) {
        @Override
        public String toString() {
            return String.join(" ", command) + " " + type;
        }
    }

    static Stream<Format> formats() {
        return Stream.of(
                new Format(ContentType.GZIP, true, "gzip", "-c"),
                new Format(ContentType.BZIP2, true, "bzip2", "-c"),
                new Format(ContentType.XZ, true, "xz", "-c"),
                new Format(ContentType.XZ, true, "xz", "-c", "--x86", "--lzma2=dict=1MiB", "--check=sha256"),
                new Format(ContentType.LZMA, true, "xz", "--format=lzma", "-c"),
                new Format(ContentType.ZSTD, true, "zstd", "-c"),
                new Format(ContentType.ZSTD, true, "zstd", "-19", "--no-check", "-c"),
                new Format(ContentType.LZ4_FRAME, true, "lz4", "-c"),
                new Format(ContentType.LZ4_FRAME, true, "lz4", "-9", "-BD", "-BX", "-B4", "--content-size", "-c"),
                new Format(ContentType.LZ4_BLOCK, true, "lz4", "-l", "-c"),
                new Format(ContentType.SNAPPY_FRAMED, true),
                new Format(ContentType.COMPRESS, false, "compress", "-c"),
                new Format(ContentType.BROTLI, false, "brotli", "-c"));
    }

    @ParameterizedTest
    @MethodSource("formats")
    void decodesWhatTheToolWrote(Format format) throws IOException {
        for (byte[] data : new byte[][] {Samples.text(300_000), mixed(), Samples.text(100)}) {
            RecordingSink sink = RecordingSink.unpack(format.type, compress(format, data));
            assertThat(sink.codes()).isEmpty();
            assertThat(sink.only()).isEqualTo(data);
        }
    }

    @ParameterizedTest
    @MethodSource("formats")
    void isRecognised(Format format) throws IOException {
        byte[] archive = compress(format, Samples.text(3_000));
        if (format.type.equals(ContentType.BROTLI)) {
            return; // nothing tells it
        }
        assertThat(new ContentTypes().detect(new MemoryContent(archive, archive.length)))
                .containsExactly(format.type);
    }

    @ParameterizedTest
    @MethodSource("formats")
    void joinsStreamsAndShowsWhatTrailsThem(Format format) throws IOException {
        if (!format.trails) {
            return;
        }
        byte[] first = Samples.text(70_000);
        byte[] second = mixed();
        boolean joins = !format.type.equals(ContentType.LZMA);
        byte[] archive = joins
                ? Samples.concat(compress(format, first), compress(format, second), TRAILER)
                : Samples.concat(compress(format, first), TRAILER);

        RecordingSink sink = RecordingSink.unpack(format.type, archive);

        assertThat(sink.parts).hasSize(2);
        assertThat(sink.codes()).isEmpty();
        assertThat(sink.parts.get(0).bytes()).isEqualTo(joins ? Samples.concat(first, second) : first);
        assertThat(sink.parts.get(1).bytes()).isEqualTo(TRAILER);
    }

    @ParameterizedTest
    @MethodSource("formats")
    void givesWhatACutStreamHoldsAndSaysThatItIsCut(Format format) throws IOException {
        byte[] data = Samples.text(300_000);
        byte[] archive = compress(format, data);
        for (int i = 1; i < 16; i++) {
            byte[] cut = Arrays.copyOf(archive, (int) ((long) archive.length * i / 16));
            RecordingSink sink = RecordingSink.unpack(format.type, cut);
            if (!sink.parts.isEmpty()) {
                byte[] got = sink.parts.getFirst().bytes();
                assertThat(got).isEqualTo(Arrays.copyOf(data, got.length));
            }
            if (!format.type.equals(ContentType.COMPRESS)) { // which cannot tell
                assertThat(sink.codes()).as("cut at %d/16: %s", i, sink).isNotEmpty();
            }
        }
    }

    @Test
    void namesAGzipMemberByItsHeader() throws IOException {
        Files.write(folder.resolve("letter.txt"), Samples.text(100));
        Tools.run(folder, "gzip", "letter.txt");
        RecordingSink sink =
                RecordingSink.unpack(ContentType.GZIP, Files.readAllBytes(folder.resolve("letter.txt.gz")));
        assertThat(sink.parts.getFirst().name()).isEqualTo("letter.txt");
    }

    @Test
    void noticesAWrongGzipChecksumAfterGivingTheBytes() {
        byte[] data = Samples.text(1000);
        byte[] archive = Tools.run(folder, data, "gzip", "-c");
        archive[archive.length - 6] ^= 1;
        RecordingSink sink = RecordingSink.unpack(ContentType.GZIP, archive);
        assertThat(sink.only()).isEqualTo(data);
        assertThat(sink.codes()).containsExactly(ReasonCode.CHECKSUM_MISMATCH);
    }

    @Test
    void passesOverZstandardFramesToSkipInFront() {
        byte[] data = Samples.text(1000);
        byte[] skipped = {0x50, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3};
        byte[] archive = Samples.concat(skipped, Tools.run(folder, data, "zstd", "-c"));
        assertThat(RecordingSink.unpack(ContentType.ZSTD, archive).only()).isEqualTo(data);
    }

    @Test
    void refusesAWindowLargerThanItsMemory() throws IOException {
        Files.write(folder.resolve("large"), new byte[1 << 20]);
        byte[] archive = Tools.shell(folder, "cat large | zstd --ultra -22 --long=31 -c");
        assertThat(RecordingSink.unpack(ContentType.ZSTD, archive).codes()).containsExactly(ReasonCode.LIMIT_MEMORY);
        byte[] xz = Tools.run(folder, Samples.text(10), "xz", "--lzma2=dict=1GiB", "-c");
        assertThat(RecordingSink.unpack(ContentType.XZ, xz).codes()).containsExactly(ReasonCode.LIMIT_MEMORY);
    }

    @Test
    void decodesTheTablesOfAWoff2Font() throws IOException {
        byte[] tables = Samples.text(5000);
        byte[] compressed = Tools.run(folder, tables, "brotli", "-c");
        ByteArrayOutputStream font = new ByteArrayOutputStream();
        font.writeBytes("wOF2".getBytes(StandardCharsets.US_ASCII));
        font.writeBytes(new byte[] {0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0});
        font.writeBytes(new byte[] {0, 0, (byte) (compressed.length >> 8), (byte) compressed.length});
        font.writeBytes(new byte[24]);
        font.writeBytes(new byte[] {1, (byte) 0xa7, 8}); // one table, "head", 5000 bytes long
        font.writeBytes(compressed);
        RecordingSink sink = RecordingSink.unpack(ContentType.WOFF2, font.toByteArray());
        assertThat(sink.only()).isEqualTo(tables);
    }

    private byte[] compress(Format format, byte[] data) throws IOException {
        if (format.command.length > 0) {
            return Tools.run(folder, data, format.command);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (FramedSnappyCompressorOutputStream snappy = new FramedSnappyCompressorOutputStream(out)) {
            snappy.write(data);
        }
        return out.toByteArray();
    }

    /** Bytes that hardly compress, but do: compress(1) fails when they grow. */
    private static byte[] mixed() {
        return Samples.concat(Samples.random(30_000), Samples.text(30_000), Samples.random(4_000), Samples.text(9_000));
    }

    @Test
    void keepsEveryByteBeforeAFault() {
        byte[] data = Samples.text(4_000);
        byte[] archive = Tools.run(folder, data, "xz", "--format=lzma", "-c");
        RecordingSink sink = RecordingSink.unpack(ContentType.LZMA, Arrays.copyOf(archive, archive.length - 10));
        assertThat(sink.codes()).containsExactly(ReasonCode.TRUNCATED);
        assertThat(sink.only().length).isGreaterThan(3_000);
    }

    @Test
    void keepsWhatAnUnusualLzmaHoldsBeforeItStopsMakingSense() {
        byte[] data = Samples.text(2_000);
        byte[] archive = Tools.run(folder, data, "xz", "--format=lzma", "--lzma1=lc=0,pb=0", "-c");
        assertThat(RecordingSink.unpack(ContentType.LZMA, archive).only()).isEqualTo(data);
        byte[] cut = Arrays.copyOf(archive, archive.length - 10);
        assertThat(RecordingSink.unpack(ContentType.LZMA, cut).only().length).isGreaterThan(1_000);
    }
}
