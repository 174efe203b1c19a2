package dev.gatehouse.engine.unpack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.engine.content.MemoryContent;
import dev.gatehouse.engine.type.ContentTypes;
import dev.gatehouse.spi.ContentType;
import dev.gatehouse.spi.ReasonCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** 7z, ar, cpio, rpm, arj and dump as the real tools write them. */
final class ContainersTest {

    private static final byte[] TRAILER = "MZ behind the archive".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    private Path folder;

    /** A container and the shell command that writes one of the files in its working folder to ../it. */
    record Container(ContentType type, boolean longNames, String command) {
        @Override
        public String toString() {
            return command;
        }
    }

    static Stream<Container> containers() {
        ContentType sevenZ = ContentType.SEVEN_Z;
        ContentType cpio = ContentType.CPIO;
        ContentType arj = ContentType.ARJ;
        return Stream.of(
                new Container(sevenZ, true, "7z a -bd ../it.7z . && mv ../it.7z ../it"),
                new Container(sevenZ, true, "7z a -bd -ms=off -m0=LZMA ../it.7z . && mv ../it.7z ../it"),
                new Container(sevenZ, true, "7z a -bd -m0=BCJ -m1=LZMA2 ../it.7z . && mv ../it.7z ../it"),
                new Container(sevenZ, true, "7z a -bd -m0=Delta:4 -m1=LZMA2 ../it.7z . && mv ../it.7z ../it"),
                new Container(sevenZ, true, "7z a -bd -m0=ARM -m1=LZMA2 ../it.7z . && mv ../it.7z ../it"),
                new Container(sevenZ, true, "7z a -bd -m0=BZip2 ../it.7z . && mv ../it.7z ../it"),
                new Container(sevenZ, true, "7z a -bd -m0=Deflate ../it.7z . && mv ../it.7z ../it"),
                new Container(sevenZ, true, "7z a -bd -m0=Copy -mhc=off ../it.7z . && mv ../it.7z ../it"),
                new Container(cpio, true, "find . -type f -printf '%P\\n' | cpio -o -H newc > ../it"),
                new Container(cpio, true, "find . -type f -printf '%P\\n' | cpio -o -H crc > ../it"),
                new Container(cpio, true, "find . -type f -printf '%P\\n' | cpio -o -H odc > ../it"),
                new Container(cpio, true, "find . -type f -printf '%P\\n' | cpio -o -H bin > ../it"),
                new Container(arj, false, "arj a -r -m0 ../it.arj . && mv ../it.arj ../it"),
                new Container(arj, false, "arj a -r -m1 ../it.arj . && mv ../it.arj ../it"),
                new Container(arj, false, "arj a -r -m2 ../it.arj . && mv ../it.arj ../it"),
                new Container(arj, false, "arj a -r -m3 ../it.arj . && mv ../it.arj ../it"),
                new Container(arj, false, "arj a -r -m4 ../it.arj . && mv ../it.arj ../it"));
    }

    @ParameterizedTest
    @MethodSource("containers")
    void opensWhatTheToolWrote(Container container) throws IOException {
        Map<String, byte[]> expected = new TreeMap<>(Samples.files());
        expected.put("larger.txt", Samples.concat(Samples.text(70_000), Samples.random(40_000), Samples.text(70_000)));
        if (!container.longNames) {
            expected.keySet().removeIf(name -> name.length() > 99);
        }
        byte[] archive = write(container, expected);

        assertThat(types(archive)).containsExactly(container.type);
        RecordingSink sink = RecordingSink.unpack(container.type, archive);
        assertThat(sink.codes()).as(sink.toString()).isEmpty();
        Map<String, byte[]> got = sink.byName();
        assertThat(got.keySet()).isEqualTo(expected.keySet());
        got.forEach((name, bytes) -> assertThat(bytes).as(name).isEqualTo(expected.get(name)));
    }

    @ParameterizedTest
    @MethodSource("containers")
    void showsWhatTrailsIt(Container container) throws IOException {
        byte[] archive = write(container, Map.of("a.txt", Samples.text(900)));
        RecordingSink sink = RecordingSink.unpack(container.type, Samples.concat(archive, TRAILER));
        assertThat(sink.byName())
                .as(sink.toString())
                .containsEntry("trailing", TRAILER)
                .containsKey("a.txt");
        assertThat(sink.codes()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("containers")
    void saysThatItIsCut(Container container) throws IOException {
        Map<String, byte[]> files = Map.of("a.txt", Samples.text(9000), "b.bin", Samples.random(2000));
        byte[] archive = write(container, files);
        int end = archive.length;
        while (archive[end - 1] == 0) {
            end--; // a cpio's padding
        }
        for (int i = 1; i < 16; i++) {
            RecordingSink sink = RecordingSink.unpack(container.type, Arrays.copyOf(archive, end * i / 16));
            assertThat(sink.codes()).as("cut at %d/16", i).isNotEmpty();
            for (RecordingSink.Part part : sink.parts) {
                byte[] whole = files.get(part.name());
                if (whole != null) {
                    assertThat(part.bytes()).isEqualTo(Arrays.copyOf(whole, part.bytes().length));
                }
            }
        }
    }

    @Test
    void opensA7zBehindAProgram() throws IOException {
        byte[] archive = write(containers().findFirst().orElseThrow(), Map.of("a.txt", Samples.text(900)));
        byte[] program = Files.readAllBytes(Path.of("/bin/true"));
        byte[] all = Samples.concat(program, archive);
        assertThat(types(all)).containsExactlyInAnyOrder(ContentType.ELF, ContentType.SEVEN_Z);
        assertThat(RecordingSink.unpack(ContentType.SEVEN_Z, all).only()).isEqualTo(Samples.text(900));
    }

    @Test
    void saysThatA7zIsEncrypted() throws IOException {
        Files.write(folder.resolve("a.txt"), Samples.text(900));
        Files.write(folder.resolve("b.txt"), Samples.text(800));
        Files.write(folder.resolve("c.txt"), Samples.text(700));
        Tools.shell(folder, "7z a -bd -psecret it.7z a.txt b.txt && 7z a -bd it.7z c.txt");
        RecordingSink members = RecordingSink.unpack(ContentType.SEVEN_Z, read("it.7z"));
        assertThat(members.codes()).containsExactly(ReasonCode.ENCRYPTED, ReasonCode.ENCRYPTED);
        assertThat(members.byName()).containsEntry("c.txt", Samples.text(700));
        Tools.shell(folder, "7z a -bd -psecret -mhe headers.7z a.txt");
        RecordingSink headers = RecordingSink.unpack(ContentType.SEVEN_Z, read("headers.7z"));
        assertThat(headers.codes()).containsExactly(ReasonCode.ENCRYPTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PPMd", "BCJ2"})
    void saysThatA7zMethodIsUnknown(String method) throws IOException {
        Files.write(folder.resolve("a.txt"), Samples.text(900));
        Tools.shell(folder, "7z a -bd -m0=" + method + " it.7z a.txt");
        assertThat(RecordingSink.unpack(ContentType.SEVEN_Z, read("it.7z")).codes())
                .containsExactly(ReasonCode.UNSUPPORTED);
    }

    @Test
    void refusesA7zDictionaryLargerThanItsMemory() throws IOException {
        Files.write(folder.resolve("a.txt"), Samples.text(900));
        Tools.shell(folder, "truncate -s 300M zeros && 7z a -bd -mx=1 -m0=LZMA2:d=256m it.7z zeros");
        assertThat(RecordingSink.unpack(ContentType.SEVEN_Z, read("it.7z")).codes())
                .containsExactly(ReasonCode.LIMIT_MEMORY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ar rc", "ar rcT"})
    void opensArs(String command) throws IOException {
        String longName = "a-name-longer-than-sixteen-characters.o";
        Files.write(folder.resolve("short.o"), Samples.text(901));
        Files.write(folder.resolve(longName), Samples.random(500));
        Tools.shell(folder, command + " it.a short.o " + longName);
        RecordingSink sink = RecordingSink.unpack(ContentType.AR, read("it.a"));
        assertThat(types(read("it.a"))).contains(ContentType.AR);
        assertThat(sink.codes()).as(sink.toString()).isEmpty();
        if (command.endsWith("T")) {
            assertThat(sink.parts).isEmpty();
        } else {
            assertThat(sink.byName())
                    .containsEntry("short.o", Samples.text(901))
                    .containsEntry(longName, Samples.random(500));
        }
    }

    @Test
    void opensADebianPackage() throws IOException {
        Path control = Files.createDirectories(folder.resolve("p/DEBIAN"));
        Files.writeString(
                control.resolve("control"),
                "Package: p\nVersion: 1\nArchitecture: all\nMaintainer: m <m@example.org>\nDescription: d\n");
        Files.write(folder.resolve("p/file"), Samples.text(900));
        Tools.shell(folder, "dpkg-deb --root-owner-group -b p it.deb");
        RecordingSink sink = RecordingSink.unpack(ContentType.AR, read("it.deb"));
        assertThat(sink.codes()).isEmpty();
        assertThat(sink.byName().keySet()).anyMatch(name -> name.startsWith("data.tar"));
    }

    @Test
    void opensAnRpm() throws IOException {
        Files.write(folder.resolve("file.txt"), Samples.text(900));
        Files.writeString(folder.resolve("p.spec"), """
                Name: p
                Version: 1
                Release: 1
                Summary: s
                License: l
                BuildArch: noarch
                %description
                d
                %install
                mkdir -p %{buildroot}/opt
                cp %{_sourcedir}/file.txt %{buildroot}/opt/
                %files
                /opt/file.txt
                """);
        Tools.shell(
                folder,
                "rpmbuild -bb --quiet --define \"_topdir $PWD/top\" --define \"_sourcedir $PWD\" p.spec"
                        + " && cp top/RPMS/noarch/*.rpm it.rpm");
        byte[] archive = read("it.rpm");
        assertThat(types(archive)).containsExactly(ContentType.RPM);
        RecordingSink sink = RecordingSink.unpack(ContentType.RPM, archive);
        byte[] payload = sink.only();
        ContentType compression = types(payload).iterator().next();
        byte[] cpio = RecordingSink.unpack(compression, payload).only();
        assertThat(RecordingSink.unpack(ContentType.CPIO, cpio).byName())
                .containsEntry("./opt/file.txt", Samples.text(900));
        for (int i = 1; i < 16; i++) {
            byte[] cut = Arrays.copyOf(archive, (archive.length - payload.length) * i / 16);
            assertThat(RecordingSink.unpack(ContentType.RPM, cut).codes()).containsExactly(ReasonCode.TRUNCATED);
        }
    }

    @Test
    void saysThatAnArjMemberIsEncryptedOrSplit() throws IOException {
        Files.write(folder.resolve("a.txt"), Samples.text(900));
        Files.write(folder.resolve("b.txt"), Samples.text(800));
        Files.write(folder.resolve("c.bin"), Samples.random(90_000));
        Tools.shell(folder, "arj a -gsecret it.arj a.txt && arj a it.arj b.txt");
        RecordingSink sink = RecordingSink.unpack(ContentType.ARJ, read("it.arj"));
        assertThat(sink.codes()).containsExactly(ReasonCode.ENCRYPTED);
        assertThat(sink.byName()).containsEntry("b.txt", Samples.text(800));
        Tools.shell(folder, "arj a -y -v50k split.arj c.bin");
        RecordingSink split = RecordingSink.unpack(ContentType.ARJ, read("split.arj"));
        assertThat(split.codes()).contains(ReasonCode.MULTI_VOLUME);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-0", "-0 -z"})
    void opensADump(String options) throws IOException {
        Map<String, byte[]> expected = Samples.files();
        byte[] archive = Seeds.dump(folder, options);
        assertThat(types(archive)).containsExactly(ContentType.DUMP);
        RecordingSink sink = RecordingSink.unpack(ContentType.DUMP, archive);
        assertThat(sink.codes()).as(sink.toString()).isEmpty();
        Map<String, byte[]> got = new TreeMap<>();
        sink.byName().forEach((name, bytes) -> got.put(name.replaceFirst("^\\.?/", ""), bytes));
        for (Map.Entry<String, byte[]> file : expected.entrySet()) {
            assertThat(got.get(file.getKey()))
                    .as("%s in %s", file.getKey(), got.keySet())
                    .isEqualTo(file.getValue());
        }
    }

    @Test
    void saysThatADumpIsCutAndShowsWhatTrailsIt() throws IOException {
        byte[] archive = Seeds.dump(folder, "-0");
        RecordingSink trailing = RecordingSink.unpack(ContentType.DUMP, Samples.concat(archive, TRAILER));
        assertThat(trailing.byName()).containsEntry("trailing", TRAILER);
        assertThat(trailing.codes()).isEmpty();
        for (int i = 1; i < 16; i++) {
            byte[] cut = Arrays.copyOf(archive, (archive.length - 10_240) * i / 16);
            assertThat(RecordingSink.unpack(ContentType.DUMP, cut).codes())
                    .as("cut at %d/16", i)
                    .contains(ReasonCode.TRUNCATED);
        }
    }

    private byte[] write(Container container, Map<String, byte[]> files) throws IOException {
        Path in = Files.createDirectory(folder.resolve("in"));
        Samples.write(in, files);
        Tools.shell(in, container.command);
        return read("it");
    }

    private static java.util.Set<ContentType> types(byte[] archive) throws IOException {
        return new ContentTypes().detect(new MemoryContent(archive, archive.length));
    }

    private byte[] read(String name) throws IOException {
        return Files.readAllBytes(folder.resolve(name));
    }
}
