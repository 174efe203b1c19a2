package dev.gatehouse.engine.unpack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.spi.ContentType;
import dev.gatehouse.spi.ReasonCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.zip.Zip64Mode;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Zip by the real tools, and zips whose two views of their members disagree. */
final class ZipTest {

    private static final byte[] HIDDEN = "MZ the hidden member".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "zip -q -r",
                "zip -q -r -0",
                "zip -q -r -Z bzip2",
                "zip -q -r -fz",
                "7z a -bd -tzip -mm=Deflate64",
                "7z a -bd -tzip -mm=LZMA",
                "7z a -bd -tzip -mm=LZMA:eos=on",
                "7z a -bd -tzip -mm=BZip2",
                "jar -c -f"
            })
    void opensWhatTheToolWrote(String command) throws IOException {
        Path files = Files.createDirectory(folder.resolve("files"));
        Map<String, byte[]> expected = Samples.write(files);
        Tools.shell(files, command + " ../it.zip .");
        assertMembers(RecordingSink.unpack(ContentType.ZIP, read("it.zip")), expected);
    }

    @Test
    void opensAStreamedZipWithDescriptors() throws IOException {
        Path files = Files.createDirectory(folder.resolve("files"));
        Map<String, byte[]> expected = Samples.write(files);
        byte[] archive = Tools.shell(files, "zip -q -r - . | cat");
        assertMembers(RecordingSink.unpack(ContentType.ZIP, archive), expected);
        byte[] withoutDirectory = Arrays.copyOf(archive, directoryStart(archive));
        RecordingSink sink = RecordingSink.unpack(ContentType.ZIP, withoutDirectory);
        assertThat(sink.codes()).containsExactly(ReasonCode.TRUNCATED);
        assertThat(sink.byName()).containsKeys(expected.keySet().toArray(String[]::new));
    }

    @Test
    void opensStoredMembersWhoseSizeOnlyTheDescriptorTells() throws IOException {
        byte[] data = Samples.random(3000);
        byte[] archive = zip(Zip64Mode.Never, "stored", data);
        int flags = indexOf(archive, "PK\3\4", 0) + 6;
        archive[flags] |= 8;
        Arrays.fill(archive, 14, 26, (byte) 0);
        byte[] descriptor = {
            'P',
            'K',
            7,
            8,
            0,
            0,
            0,
            0,
            (byte) (data.length & 0xff),
            (byte) (data.length >> 8),
            0,
            0,
            (byte) (data.length & 0xff),
            (byte) (data.length >> 8),
            0,
            0
        };
        byte[] local = Samples.concat(Arrays.copyOf(archive, directoryStart(archive)), descriptor);
        RecordingSink sink = RecordingSink.unpack(ContentType.ZIP, local);
        assertThat(sink.only()).isEqualTo(data);
    }

    @Test
    void leavesAZipThatIsStoredInAZipToItself() throws IOException {
        Files.writeString(folder.resolve("inner.txt"), "inner");
        Tools.shell(folder, "zip -q inner.zip inner.txt && zip -q -0 outer.zip inner.zip");
        RecordingSink sink = RecordingSink.unpack(ContentType.ZIP, read("outer.zip"));
        assertMembers(sink, Map.of("inner.zip", read("inner.zip")));
        assertThat(sink.codes()).isEmpty();
    }

    @Test
    void opensZip64() throws IOException {
        byte[] data = Samples.text(1000);
        RecordingSink sink = RecordingSink.unpack(ContentType.ZIP, zip(Zip64Mode.Always, "big", data));
        assertThat(sink.codes()).isEmpty();
        assertThat(sink.only()).isEqualTo(data);
    }

    @Test
    void opensAZipBehindAProgram() throws IOException {
        byte[] data = Samples.text(1000);
        byte[] archive = Samples.concat(Samples.random(100_000), zip(Zip64Mode.Never, "it", data));
        RecordingSink sink = RecordingSink.unpack(ContentType.ZIP, archive);
        assertThat(sink.codes()).isEmpty();
        assertThat(sink.only()).isEqualTo(data);
    }

    @Test
    void findsMembersThatNoCentralDirectoryMentions() throws IOException {
        byte[] shown = zip(Zip64Mode.Never, "shown", Samples.text(500));
        byte[] hidden = zip(Zip64Mode.Never, "hidden", HIDDEN);
        byte[] hiddenLocal = Arrays.copyOf(hidden, directoryStart(hidden));
        for (byte[] archive : List.of(
                Samples.concat(hiddenLocal, shown),
                Samples.concat(shown, hiddenLocal),
                Samples.concat(hidden, shown))) {
            RecordingSink sink = RecordingSink.unpack(ContentType.ZIP, archive);
            assertThat(sink.byName()).containsEntry("hidden", HIDDEN).containsKey("shown");
        }
    }

    @Test
    void readsADirectoryThatStandsInAComment() throws IOException {
        byte[] inner = zip(Zip64Mode.Never, "hidden", HIDDEN);
        byte[] outer = zip(Zip64Mode.Never, "shown", Samples.text(500));
        outer[outer.length - 2] = (byte) inner.length;
        outer[outer.length - 1] = (byte) (inner.length >> 8);
        RecordingSink sink = RecordingSink.unpack(ContentType.ZIP, Samples.concat(outer, inner));
        assertThat(sink.byName()).containsEntry("hidden", HIDDEN).containsKey("shown");
    }

    @Test
    void leavesAZipWithinAStoredMemberToThatMember() throws IOException {
        Files.write(folder.resolve("a.txt"), Samples.text(900));
        Tools.shell(folder, "zip -q in.zip a.txt && zip -q -0 it.zip in.zip");
        RecordingSink sink = RecordingSink.unpack(ContentType.ZIP, read("it.zip"));
        assertThat(sink.codes()).isEmpty();
        assertThat(sink.only()).isEqualTo(read("in.zip"));
    }

    @Test
    void takesTheSignatureOfAnEndRecordInAMemberForWhatItIs() throws IOException {
        byte[] content = "PK\5\6 starts what ends a zip, here it does not".getBytes(StandardCharsets.US_ASCII);
        Files.write(folder.resolve("a.bin"), content);
        Tools.shell(folder, "zip -q -0 it.zip a.bin");
        RecordingSink sink = RecordingSink.unpack(ContentType.ZIP, read("it.zip"));
        assertThat(sink.codes()).isEmpty();
        assertThat(sink.only()).isEqualTo(content);
    }

    @Test
    void boundsWhatComesOutOfMembersThatShareBytes() throws IOException {
        byte[] large = zip(Zip64Mode.Never, "f", new byte[48 << 20]);
        int start = directoryStart(large);
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        bomb.write(large, 0, start);
        byte[] central = Arrays.copyOfRange(large, start, large.length - 22);
        bomb.write(central);
        bomb.write(central);
        byte[] end = Arrays.copyOfRange(large, large.length - 22, large.length);
        end[8] = end[10] = 2;
        end[12] = (byte) (2 * central.length);
        bomb.write(end);
        RecordingSink sink = RecordingSink.unpack(ContentType.ZIP, bomb.toByteArray());
        assertThat(sink.codes()).containsOnly(ReasonCode.OVERLAPPING_PARTS);
        assertThat(sink.only()).hasSize(32 << 20);
    }

    @Test
    void givesBothReadingsWhereTheHeadersDisagreeInMethod() throws IOException {
        byte[] archive = zip(Zip64Mode.Never, "member", HIDDEN);
        int central = indexOf(archive, "PK\1\2", 0);
        archive[central + 10] = 8; // says deflated, where the local header says stored
        RecordingSink sink = RecordingSink.unpack(ContentType.ZIP, archive);
        assertThat(sink.parts).anySatisfy(part -> assertThat(part.bytes()).isEqualTo(HIDDEN));
    }

    @Test
    void givesBothNamesWhereTheHeadersDisagreeInName() throws IOException {
        byte[] archive = zip(Zip64Mode.Never, "harmless.txt", HIDDEN);
        int local = indexOf(archive, "harmless.txt", 0);
        archive[local] = 'H';
        RecordingSink sink = RecordingSink.unpack(ContentType.ZIP, archive);
        assertThat(sink.byName()).containsOnlyKeys("harmless.txt", "Harmless.txt");
    }

    @Test
    void showsWhatTrailsTheArchive() throws IOException {
        byte[] archive = Samples.concat(zip(Zip64Mode.Never, "it", Samples.text(10)), HIDDEN);
        RecordingSink sink = RecordingSink.unpack(ContentType.ZIP, archive);
        assertThat(sink.byName()).containsEntry("trailing", HIDDEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"zip -q -P secret", "7z a -bd -psecret -tzip", "7z a -bd -psecret -tzip -mem=AES256"})
    void saysOfEncryptedMembersThatTheyAreAndOpensTheOthers(String command) throws IOException {
        Files.write(folder.resolve("secret.txt"), Samples.text(400));
        Files.write(folder.resolve("open.txt"), Samples.text(500));
        Tools.shell(folder, command + " it.zip secret.txt && zip -q it.zip open.txt");
        RecordingSink sink = RecordingSink.unpack(ContentType.ZIP, read("it.zip"));
        assertThat(sink.byName()).containsEntry("open.txt", Samples.text(500));
        assertThat(sink.codes()).containsExactly(ReasonCode.ENCRYPTED);
    }

    @Test
    void opensOverlappingMembersOnce() throws IOException {
        byte[] kernel = zip(Zip64Mode.Never, "f", Samples.text(100_000));
        int start = directoryStart(kernel);
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        bomb.write(kernel, 0, start);
        byte[] central = Arrays.copyOfRange(kernel, start, kernel.length - 22);
        for (int i = 0; i < 1000; i++) {
            bomb.write(central);
        }
        byte[] end = Arrays.copyOfRange(kernel, kernel.length - 22, kernel.length);
        int bytes = central.length * 1000;
        end[8] = end[10] = (byte) 1000;
        end[9] = end[11] = (byte) (1000 >> 8);
        end[12] = (byte) bytes;
        end[13] = (byte) (bytes >> 8);
        bomb.write(end);
        RecordingSink sink = RecordingSink.unpack(ContentType.ZIP, bomb.toByteArray());
        assertThat(sink.codes()).containsExactly(ReasonCode.OVERLAPPING_PARTS);
        assertThat(sink.only()).isEqualTo(Samples.text(100_000));
    }

    @Test
    void saysThatAVolumeLacksItsOthers() throws IOException {
        Files.write(folder.resolve("random"), Samples.random(200_000));
        Tools.shell(folder, "zip -q -s 64k it.zip random");
        RecordingSink sink = RecordingSink.unpack(ContentType.ZIP, read("it.zip"));
        assertThat(sink.codes()).contains(ReasonCode.MULTI_VOLUME);
    }

    @Test
    void noticesAWrongChecksum() throws IOException {
        byte[] archive = zip(Zip64Mode.Never, "it", Samples.text(5000));
        archive[directoryStart(archive) + 16] ^= 1;
        RecordingSink sink = RecordingSink.unpack(ContentType.ZIP, archive);
        assertThat(sink.codes()).containsExactly(ReasonCode.CHECKSUM_MISMATCH);
        assertThat(sink.only()).isEqualTo(Samples.text(5000));
    }

    @Test
    void endsAtOnceWhenTheSinkWantsNoMore() throws IOException {
        byte[] archive = zip(Zip64Mode.Never, "it", Samples.text(50_000));
        RecordingSink sink = RecordingSink.unpack(ContentType.ZIP, archive, Duration.ofSeconds(30), 100);
        assertThat(sink.stopped).isTrue();
        RecordingSink late = RecordingSink.unpack(ContentType.ZIP, archive, Duration.ZERO, 1 << 20);
        assertThat(late.stopped).isTrue();
        assertThat(late.codes()).containsExactly(ReasonCode.LIMIT_TIME);
    }

    @Test
    void neverGivesMoreThanIsThereWhenCut() throws IOException {
        Path files = Files.createDirectory(folder.resolve("files"));
        Map<String, byte[]> expected = Samples.write(files);
        Tools.shell(files, "zip -q -r ../it.zip .");
        byte[] archive = read("it.zip");
        for (int i = 1; i < 16; i++) {
            byte[] cut = Arrays.copyOf(archive, archive.length * i / 16);
            RecordingSink sink = RecordingSink.unpack(ContentType.ZIP, cut);
            assertThat(sink.codes()).as("cut at %d/16", i).contains(ReasonCode.TRUNCATED);
            for (RecordingSink.Part part : sink.parts) {
                byte[] whole = expected.get(part.name());
                assertThat(part.bytes()).isEqualTo(Arrays.copyOf(whole, part.bytes().length));
            }
        }
    }

    private static void assertMembers(RecordingSink sink, Map<String, byte[]> expected) {
        assertThat(sink.codes()).as(sink.toString()).isEmpty();
        Map<String, byte[]> got = sink.byName();
        got.remove("META-INF/MANIFEST.MF");
        assertThat(got.keySet()).isEqualTo(expected.keySet());
        got.forEach((name, bytes) -> assertThat(bytes).as(name).isEqualTo(expected.get(name)));
    }

    /** A zip of one member: stored when short, else deflated; sizes in the local header. */
    private static byte[] zip(Zip64Mode mode, String name, byte[] data) throws IOException {
        Path file = Files.createTempFile("it", ".zip");
        try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(file)) {
            zip.setUseZip64(mode);
            ZipArchiveEntry entry = new ZipArchiveEntry(name);
            if (data.length < 100 || name.equals("stored")) {
                entry.setMethod(ZipArchiveEntry.STORED);
                entry.setSize(data.length);
                java.util.zip.CRC32 crc = new java.util.zip.CRC32();
                crc.update(data);
                entry.setCrc(crc.getValue());
            }
            zip.putArchiveEntry(entry);
            zip.write(data);
            zip.closeArchiveEntry();
        }
        byte[] archive = Files.readAllBytes(file);
        Files.delete(file);
        return archive;
    }

    private static int directoryStart(byte[] archive) {
        return indexOf(archive, "PK\1\2", 0);
    }

    private static int indexOf(byte[] bytes, String text, int from) {
        return new String(bytes, StandardCharsets.ISO_8859_1).indexOf(text, from);
    }

    private byte[] read(String name) throws IOException {
        return Files.readAllBytes(folder.resolve(name));
    }
}
