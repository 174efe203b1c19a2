package dev.gatehouse.cli.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.cli.it.Launched.Result;
import dev.gatehouse.peers.ClamdPeer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * ClamAV's daemon, YARA and the house's matcher over Debian's test files, a folder of programs, and a few files of our
 * own, with the same two signatures, and one more that only YARA has. What they say is held to what {@code clamscan} and
 * {@code yara} say of the same files.
 */
class CompareWithPeersIT {

    private static final String TEST_FILES = "/usr/share/clamav-testfiles";

    /** The program's code in Debian's test files lies here, and is left as it is by many wrappers. */
    private static final int CODE_START = 0x40;

    private static final int CODE_END = 0x7e;
    private static final String PERL = "#!/usr/bin/perl";
    private static final String WORD = "only one of them knows this";
    private static final int PROGRAMS = 150;
    private static final long LARGEST_PROGRAM = 200_000;

    @TempDir
    private static Path folder;

    private static ClamdPeer clamd;
    private static Result result;
    private static JsonNode json;

    @BeforeAll
    static void compare() throws Exception {
        writeSignatures();
        writeCorpus();
        clamd = ClamdPeer.start(folder.resolve("clamd"), Map.of());
        Files.writeString(folder.resolve("gatehouse.yaml"), """
                backends:
                  - name: clamav
                    type: clamd
                    address: unix:%s
                    daemon-configuration: %s
                    time-zone: UTC
                  - name: yara
                    type: yara
                    rules: rules.yar
                    trust: rules
                  - name: house
                    type: builtin
                    bundled: false
                    signatures: house.ndb
                """.formatted(clamd.socket(), clamd.configuration()));
        result = Launched.in(folder)
                .run(
                        "compare",
                        "--config=gatehouse.yaml",
                        "--backends=clamav,yara,house",
                        "--json=c.json",
                        "--html=c.html",
                        TEST_FILES,
                        "bin",
                        "own");
        json = JsonMapper.shared().readTree(Files.readString(folder.resolve("c.json")));
    }

    @AfterAll
    static void stop() {
        clamd.close();
    }

    private static void writeSignatures() throws IOException {
        byte[] program = Files.readAllBytes(Path.of(TEST_FILES, "clam.exe"));
        String code = HexFormat.of().formatHex(program, CODE_START, CODE_END);
        String perl = HexFormat.of().formatHex(PERL.getBytes(StandardCharsets.US_ASCII));
        String signatures = "Test.Code:0:*:" + code + "\nTest.Perl:0:0:" + perl + "\n";
        Files.writeString(folder.resolve("house.ndb"), signatures);
        Samples.write(folder.resolve("clamd/db/same.ndb"), signatures.getBytes(StandardCharsets.US_ASCII));
        Files.writeString(folder.resolve("rules.yar"), """
                rule Code { strings: $a = { %s } condition: $a }
                rule Perl { strings: $a = "%s" condition: $a at 0 }
                rule Word { strings: $a = "%s" condition: $a }
                """.formatted(code, PERL, WORD));
    }

    private static void writeCorpus() throws Exception {
        Files.createDirectories(folder.resolve("bin"));
        try (Stream<Path> programs = Files.list(Path.of("/usr/bin"))) {
            for (Path program : programs.filter(Files::isReadable)
                    .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .filter(file -> file.toFile().length() < LARGEST_PROGRAM)
                    .sorted()
                    .limit(PROGRAMS)
                    .toList()) {
                Files.copy(program, folder.resolve("bin").resolve(program.getFileName()));
            }
        }
        Samples.write(folder.resolve("bin/a-script"), (PERL + "\nprint 1;\n").getBytes(StandardCharsets.US_ASCII));
        byte[] words = (WORD + "\n").repeat(20).getBytes(StandardCharsets.US_ASCII);
        Samples.write(folder.resolve("own/words.zip"), Samples.zip(Map.of("deep/words.txt", words)));
        Samples.clean(folder.resolve("own/clean.txt"));
        Tools.shell(folder, "zip -q -P secret own/locked.zip own/clean.txt");
    }

    @Test
    void clamavFindsWhatClamscanFinds() throws Exception {
        assertThat(paths("clamav", "found")).isEqualTo(clamscan(false));
        assertThat(paths("clamav", "incomplete")).isEqualTo(clamscan(true));
    }

    @Test
    void yaraFindsWhatTheCommandFindsInFilesAndInWhatIsTakenOutOfThem() throws Exception {
        Set<String> expected = yara(Set.of("Code", "Perl", "Word"));
        expected.addAll(opened());
        expected.add("own/words.zip");

        assertThat(paths("yara", "found")).isEqualTo(expected);
        assertThat(paths("yara", "incomplete")).isEqualTo(unopened(expected));
    }

    @Test
    void theHouseFindsTheSameWithTheSameSignatures() throws Exception {
        Set<String> expected = yara(Set.of("Code", "Perl"));
        expected.addAll(opened());

        assertThat(paths("house", "found")).isEqualTo(expected);
        assertThat(paths("house", "incomplete")).isEqualTo(unopened(expected));
    }

    @Test
    void theTableCountsWhatTheProgramsSay() throws Exception {
        Set<String> clam = clamscan(false);
        Set<String> house = yara(Set.of("Code", "Perl"));
        house.addAll(opened());
        Set<String> notWhole = unopened(house);
        long files = json.at("/summary/files").asLong();
        long both = house.stream().filter(clam::contains).count();
        long onlyHouse = house.size() - both;
        long onlyClam = clam.stream()
                .filter(file -> !house.contains(file) && !notWhole.contains(file))
                .count();

        JsonNode pair = json.at("/summary/pairs/1");

        assertThat(both).isGreaterThan(20);
        assertThat(onlyClam).isGreaterThan(10);
        assertThat(pair.get("first").asString()).isEqualTo("clamav");
        assertThat(pair.get("second").asString()).isEqualTo("house");
        assertThat(pair.get("both").asLong()).isEqualTo(both);
        assertThat(pair.get("onlyFirst").asLong()).isEqualTo(onlyClam);
        assertThat(pair.get("onlySecond").asLong()).isEqualTo(onlyHouse);
        assertThat(pair.get("notComparable").asLong()).isEqualTo(notWhole.size());
        assertThat(pair.get("neither").asLong()).isEqualTo(files - both - onlyClam - onlyHouse - notWhole.size());
    }

    @Test
    void everyFileIsCompared() throws Exception {
        long files = 0;
        for (Path place : List.of(Path.of(TEST_FILES), folder.resolve("bin"), folder.resolve("own"))) {
            try (Stream<Path> all = Files.walk(place)) {
                files += all.filter(Files::isRegularFile).count();
            }
        }
        assertThat(json.at("/summary/files").asLong()).isEqualTo(files);
        assertThat(result.exitCode()).isEqualTo(1);
    }

    @Test
    void whatOnlyYaraKnowsIsToldWithItsMember() {
        assertThat(result.lines())
                .contains("own/words.zip: clamav found nothing; yara found Word in deep/words.txt; house found nothing"
                        + " DIFFERENT");
    }

    @Test
    void eachEngineIsNamedAndTimed() {
        for (JsonNode engine : json.at("/summary/engines")) {
            assertThat(engine.get("medianMillis").asDouble()).isPositive();
            assertThat(engine.get("p95Millis").asDouble())
                    .isGreaterThanOrEqualTo(engine.get("medianMillis").asDouble());
            assertThat(engine.get("timedFiles").asLong())
                    .isEqualTo(json.at("/summary/files").asLong());
        }
        assertThat(json.at("/summary/engines/0/signatureTime").asString()).isEqualTo(ClamdPeer.TIME.toString());
        assertThat(json.at("/summary/engines").findValuesAsString("openedBy"))
                .containsExactly("itself", "gatehouse", "gatehouse");
    }

    /** The files that a comparison says an engine said this of. */
    private static Set<String> paths(String engine, String outcome) {
        Set<String> paths = new TreeSet<>();
        for (JsonNode file : json.get("files")) {
            for (JsonNode answer : file.get("engines")) {
                if (answer.get("name").asString().equals(engine)
                        && answer.get("outcome").asString().equals(outcome)) {
                    paths.add(file.get("path").asString());
                }
            }
        }
        return paths;
    }

    /** What Gatehouse opens of Debian's test files, in which the program's code is then found. */
    private static Set<String> opened() {
        return DebianTestFilesIT.OPENED.keySet().stream()
                .map(name -> TEST_FILES + "/" + name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What Gatehouse does not open, without that in which something is found all the same. */
    private static Set<String> unopened(Set<String> found) {
        Set<String> unopened = DebianTestFilesIT.KNOWN_TO_BE_UNOPENED.stream()
                .map(name -> TEST_FILES + "/" + name)
                .filter(name -> !found.contains(name))
                .collect(Collectors.toCollection(TreeSet::new));
        unopened.add("own/locked.zip");
        return unopened;
    }

    private static Set<String> clamscan(boolean heuristics) throws Exception {
        Set<String> paths = new TreeSet<>();
        for (String line :
                lines("clamscan --no-summary --infected --recursive --alert-encrypted=yes --alert-exceeds-max=yes"
                        + " --database=clamd/db " + TEST_FILES + " bin own || [ $? = 1 ]")) {
            int colon = line.lastIndexOf(": ");
            String name = line.substring(colon + 2);
            if (name.endsWith(" FOUND") && name.startsWith("Heuristics.") == heuristics) {
                String path = line.substring(0, colon);
                String prefix = folder.toRealPath() + "/";
                paths.add(path.startsWith(prefix) ? path.substring(prefix.length()) : path);
            }
        }
        return paths;
    }

    private static Set<String> yara(Set<String> rules) throws Exception {
        Map<String, Set<String>> byRule = new TreeMap<>();
        for (String place : List.of(TEST_FILES, "bin", "own")) {
            for (String line : lines("yara -r rules.yar " + place)) {
                int space = line.indexOf(' ');
                byRule.computeIfAbsent(line.substring(0, space), _ -> new TreeSet<>())
                        .add(line.substring(space + 1));
            }
        }
        Set<String> paths = new TreeSet<>();
        rules.forEach(rule -> paths.addAll(byRule.getOrDefault(rule, Set.of())));
        return paths;
    }

    private static List<String> lines(String command) throws Exception {
        Tools.shell(folder, "{ " + command + "; } > said");
        return new ArrayList<>(Files.readAllLines(folder.resolve("said")));
    }
}
