package dev.gatehouse.cli.it;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.cli.it.JsonScan.FileReport;
import dev.gatehouse.cli.it.JsonScan.Located;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole list of Debian's clamav-testfiles: one harmless program in many wrappers. What we open is found at its
 * member's path; what we do not open is listed with what it needs, and moves up the day that is there.
 */
class DebianTestFilesIT {

    private static final Path FOLDER = Path.of("/usr/share/clamav-testfiles");

    private static final String WHOLE = "Test.Whole";
    private static final String START = "Test.Start";
    private static final String CODE = "Test.Code";

    /** The program's code lies here; it is found wherever a wrapper leaves it as it is. */
    private static final int CODE_START = 0x40;

    private static final int CODE_END = 0x7e;

    /** Where the program comes out of each wrapper that we open. */
    static final Map<String, List<String>> OPENED = Map.ofEntries(
            entry("clam.exe", List.of()),
            entry("clam.7z", List.of("clam.exe")),
            entry("clam.arj", List.of("clam.exe")),
            entry("clam.bin-be.cpio", List.of("clam.exe")),
            entry("clam.bin-le.cpio", List.of("clam.exe")),
            entry("clam.bz2.zip", List.of("clam.exe")),
            entry("clam.d64.zip", List.of("clam.exe")),
            entry("clam.exe.binhex", List.of("clam.exe")),
            entry("clam.exe.bz2", List.of("")),
            entry("clam.exe.mbox.base64", List.of("clam.exe")),
            entry("clam.exe.mbox.uu", List.of("clam.exe", "clam.exe")),
            entry("clam.mail", List.of("clam.exe")),
            entry("clam.impl.zip", List.of("CLAM.EXE")),
            entry("clam.newc.cpio", List.of("clam.exe")),
            entry("clam.odc.cpio", List.of("clam.exe")),
            entry("clam.tar.gz", List.of("", "clam.exe")),
            entry("clam.zip", List.of("clam.exe")),
            entry("clam.cab", List.of("clam.exe")),
            entry("clam.exe.rtf", List.of("clam.exe")),
            entry("clam.exe.szdd", List.of("")),
            entry("clam.ole.doc", List.of("ObjectPool/_1279313719/clam.exe")),
            entry("clam.pdf", List.of("clam.exe")),
            entry("clam.ppt", List.of("object-0", "clam.exe")),
            entry("clam.tnef", List.of("clam.exe")),
            entry("clam_cache_emax.tgz", nineDeep()));

    /** What each other file needs before the program comes out of it. */
    private static final Map<String, String> NEEDS = Map.ofEntries(
            entry("clam-aspack.exe", "ASPack unpacker"),
            entry("clam-fsg.exe", "FSG unpacker"),
            entry("clam-mew.exe", "MEW unpacker"),
            entry("clam-nsis.exe", "NSIS unpacker"),
            entry("clam-pespin.exe", "PESpin unpacker"),
            entry("clam-petite.exe", "Petite unpacker"),
            entry("clam-upack.exe", "Upack unpacker"),
            entry("clam-upx.exe", "UPX unpacker"),
            entry("clam-wwpack.exe", "WWPack unpacker"),
            entry("clam-yc.exe", "yoda's Crypter unpacker"),
            entry("clam.chm", "CHM unpacker"),
            entry("clam.ea05.exe", "AutoIt EA05 unpacker"),
            entry("clam.ea06.exe", "AutoIt EA06 unpacker"),
            entry("clam.exe.html", "HTML data URI decoder"),
            entry("clam.sis", "SIS unpacker"),
            entry("clam_IScab_ext.exe", "InstallShield and CAB unpacker"),
            entry("clam_IScab_int.exe", "InstallShield CAB unpacker"),
            entry("clam_ISmsi_ext.exe", "InstallShield and OLE2 unpacker"),
            entry("clam_ISmsi_int.exe", "InstallShield and OLE2 unpacker"));

    /** Wrappers that are not opened, yet hold the program's code as plain bytes, where a signature still finds it. */
    private static final List<String> CODE_IN_PLAIN_SIGHT = List.of("clam-fsg.exe", "clam_IScab_ext.exe");

    /** Files that are said to be incomplete: we know what they are and that we do not open it. The others look plain. */
    static final List<String> KNOWN_TO_BE_UNOPENED = List.of("clam.chm", "clam_IScab_ext.exe", "clam_IScab_int.exe");

    @TempDir
    private static Path folder;

    private static final Map<String, FileReport> REPORTS = new TreeMap<>();

    private static FileReport report(String name) {
        FileReport report = REPORTS.get(name);
        if (report == null) {
            throw new AssertionError(name + " was not scanned");
        }
        return report;
    }

    private static List<String> nineDeep() {
        List<String> path = new ArrayList<>(List.of(""));
        for (int level = 1; level <= 8; level++) {
            path.addAll(List.of("clam0" + level + ".tgz", ""));
        }
        path.add("clam.exe");
        return path;
    }

    @BeforeAll
    static void scan() throws Exception {
        byte[] program = Files.readAllBytes(FOLDER.resolve("clam.exe"));
        HexFormat hex = HexFormat.of();
        Files.writeString(
                folder.resolve("clam.hdb"),
                hex.formatHex(MessageDigest.getInstance("MD5").digest(program)) + ":" + program.length + ":" + WHOLE
                        + "\n");
        Files.writeString(
                folder.resolve("clam.ndb"),
                START + ":1:0:" + hex.formatHex(program, 0, CODE_START) + "\n" + CODE + ":0:*:"
                        + hex.formatHex(program, CODE_START, CODE_END) + "\n");
        JsonScan scan =
                JsonScan.run(folder, "", "--allmatch", "--signatures", "clam.hdb", "-d", "clam.ndb", FOLDER.toString());
        assertThat(scan.result().exitCode()).isEqualTo(1);
        scan.files()
                .forEach((path, report) ->
                        REPORTS.put(Path.of(path).getFileName().toString(), report));
    }

    @Test
    void everyTestFileIsOnOneOfTheLists() throws Exception {
        TreeSet<String> listed = new TreeSet<>(OPENED.keySet());
        listed.addAll(NEEDS.keySet());
        assertThat(listed).hasSize(OPENED.size() + NEEDS.size());
        try (Stream<Path> files = Files.list(FOLDER)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrderElementsOf(listed);
        }
        assertThat(REPORTS.keySet()).isEqualTo(listed);
    }

    @Test
    void theProgramIsFoundInEveryWrapperThatIsOpened() {
        OPENED.forEach((name, path) -> {
            FileReport report = report(name);
            assertThat(report.verdict()).as(name).isEqualTo("infected");
            assertThat(report.findings())
                    .as(name)
                    .contains(new Located(WHOLE, path), new Located(START, path), new Located(CODE, path));
            assertThat(report.reasons()).as(name).isEmpty();
        });
    }

    @Test
    void whatIsNotOpenedIsNotSaidToHoldTheProgram() {
        NEEDS.forEach((name, need) -> assertThat(report(name).findings())
                .as("%s needs %s; if it is found now, move it up", name, need)
                .noneMatch(finding -> finding.what().equals(WHOLE)));
    }

    @Test
    void codeInPlainSightIsFoundWithoutOpening() {
        assertThat(NEEDS.keySet().stream()
                        .filter(name -> report(name).findings().contains(Located.at(CODE))))
                .containsExactlyInAnyOrderElementsOf(CODE_IN_PLAIN_SIGHT);
    }

    @Test
    void whatIsKnownToBeUnopenedIsSaidToBeIncomplete() {
        assertThat(NEEDS.keySet().stream()
                        .filter(name -> report(name).reasonCodes().contains("unsupported")))
                .containsExactlyInAnyOrderElementsOf(KNOWN_TO_BE_UNOPENED);
        assertThat(NEEDS.keySet().stream()
                        .filter(name -> !KNOWN_TO_BE_UNOPENED.contains(name))
                        .filter(name -> !report(name).reasons().isEmpty()))
                .isEmpty();
    }
}
