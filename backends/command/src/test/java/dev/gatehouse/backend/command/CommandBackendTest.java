package dev.gatehouse.backend.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.peers.ClamDatabase;
import dev.gatehouse.peers.ClamdPeer;
import dev.gatehouse.spi.Backend;
import dev.gatehouse.spi.BackendConfiguration;
import dev.gatehouse.spi.BackendUnavailableException;
import dev.gatehouse.spi.Deadline;
import dev.gatehouse.spi.Finding;
import dev.gatehouse.spi.Reason;
import dev.gatehouse.spi.ReasonCode;
import dev.gatehouse.spi.ScanContext;
import dev.gatehouse.spi.ScanOutcome;
import dev.gatehouse.tck.TestSubject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How scanners are run: real ones, and shell scripts that misbehave. */
class CommandBackendTest {

    /** Exit code 1 is infected; every argument and the program's version are the script's affair. */
    private static final String SCRIPT_PROFILE = """
            vendor: Test
            product: script
            program: [/no/such/program]
            arguments: ["{more}", "{file}"]
            exit-codes: {clean: [0], infected: [1]}
            """;

    @TempDir
    static Path folder;

    @BeforeAll
    static void writeDatabase() throws IOException {
        new ClamDatabase(Files.createDirectories(folder.resolve("db"))).write(ClamdPeer.VERSION, ClamdPeer.TIME);
    }

    @Test
    void scansThroughStandardInput() throws Exception {
        Path profile = Files.writeString(folder.resolve("stdin.yaml"), """
                vendor: Cisco Talos
                product: ClamAV clamscan
                program: [clamscan]
                arguments: [--stdout, --no-summary, "{more}", "-"]
                give: stdin
                unpacks: true
                exit-codes: {clean: [0], infected: [1]}
                patterns:
                  infected: '^stdin: (?<name>\\S+) FOUND$'
                  clean: '^stdin: OK$'
                """);
        try (Backend backend = open(Map.of("profile", profile, "argument", "--database=" + folder.resolve("db")))) {
            assertThat(names(backend.scan(eicar(), soon()))).containsExactly(ClamDatabase.EICAR);
            assertThat(backend.scan(letter(), soon())).isInstanceOf(ScanOutcome.Clean.class);
        }
    }

    @Test
    void scansThroughClamdscan() throws Exception {
        try (ClamdPeer clamd = ClamdPeer.start(folder.resolve("clamd"), Map.of());
                Backend backend =
                        open(Map.of("profile", "clamdscan", "argument", "--config-file=" + clamd.configuration()))) {
            assertThat(names(backend.scan(eicar(), soon()))).containsExactly(ClamDatabase.EICAR);
            assertThat(backend.scan(letter(), soon())).isInstanceOf(ScanOutcome.Clean.class);
            assertThat(backend.identity().engineVersion()).matches("[0-9]+\\.[0-9]+.*");

            clamd.stop();

            assertThat(backend.scan(letter(), soon())).isInstanceOf(ScanOutcome.Failed.class);
        }
    }

    @Test
    void passesFileNamesAsTheyAre() throws Exception {
        Path hostile = Files.createDirectories(folder.resolve("-rf $(touch owned) `touch owned`;'\""));
        Path file = Files.write(
                hostile.resolve("--help\n.txt"), ClamDatabase.eicar().bytes());
        try (Backend backend = open(clamscan())) {
            assertThat(names(backend.scan(TestSubject.file(file), soon()))).containsExactly(ClamDatabase.EICAR);
        }
        Path program = script("echo-arguments", "for a in \"$@\"; do printf '<%s>\\n' \"$a\"; done; exit 7");
        Path plain = Files.write(folder.resolve("-v a.txt"), new byte[1]);
        try (Backend backend = scriptBackend(program, Map.of("argument", "$(touch owned)"))) {
            assertThat(reason(backend.scan(TestSubject.file(plain), soon())).detail())
                    .isEqualTo("exit code 7: <" + plain + ">");
        }
        assertThat(folder.resolve("owned")).doesNotExist();
        assertThat(Path.of("owned")).doesNotExist();
    }

    @Test
    void keepsCopiesForThisUserAloneAndDeletesThem() throws Exception {
        Path program = script("mode", "stat -c '%a %n' \"$1\" \"$(dirname \"$1\")\" >" + folder.resolve("modes"));
        try (Backend backend = scriptBackend(program, Map.of())) {
            assertThat(backend.scan(letter(), soon())).isInstanceOf(ScanOutcome.Clean.class);
        }
        List<String> modes = Files.readAllLines(folder.resolve("modes"));
        assertThat(modes.getFirst()).startsWith("600 /");
        assertThat(modes.getLast()).startsWith("700 /");
        assertThat(Path.of(modes.getLast().substring(4))).doesNotExist();
    }

    @Test
    void collectsFilesThatWaitIntoOneRun() throws Exception {
        Path log = folder.resolve("runs");
        Path go = folder.resolve("go");
        Path program = script(
                "logged",
                "case $* in *--file-list*) echo $TMPDIR >>" + log + "; while [ ! -e " + go
                        + " ]; do sleep 0.02; done ;; esac; exec clamscan \"$@\"");
        Map<String, Object> values = new HashMap<>(clamscan());
        values.put("program", program);
        values.put("concurrency", 1);
        try (Backend backend = open(values);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<ScanOutcome>> outcomes = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                boolean infected = i % 2 == 0;
                outcomes.add(threads.submit(() -> backend.scan(infected ? eicar() : letter(), soon())));
            }
            // the first run waits for leave, and all others for the first run
            awaitTrue(() -> Files.exists(log) && Files.size(log) > 0);
            Path work = Path.of(Files.readAllLines(log).getFirst());
            awaitTrue(() -> partsIn(work) == 40);
            Files.createFile(go);
            for (int i = 0; i < 40; i++) {
                assertThat(outcomes.get(i).get())
                        .isInstanceOf(i % 2 == 0 ? ScanOutcome.Infected.class : ScanOutcome.Clean.class);
            }
        }
        assertThat(Files.readAllLines(log)).hasSizeBetween(1, 4);
    }

    private static long partsIn(Path work) throws IOException {
        try (Stream<Path> files = Files.list(work)) {
            return files.filter(file -> file.getFileName().toString().startsWith("part-"))
                    .count();
        }
    }

    @Test
    void endsAllThatAScannerStartedWhenItsTimeIsOver() throws Exception {
        Path program = script("forks", "(sleep 1234.5 & ) ; sleep 1234.5 & sh -c 'sleep 1234.5; true'");
        try (Backend backend = scriptBackend(program, Map.of("time-limit", 1))) {
            assertThat(reason(backend.scan(letter(), soon())).code()).isEqualTo(ReasonCode.BACKEND_TIMEOUT);
        }
        assertNoneLeft("1234.5");
    }

    @Test
    void endsAllThatAScannerStartedWhenTheScanIsCancelled() throws Exception {
        Path started = folder.resolve("started");
        Path program = script("forks2", "(sleep 2345.6 & ) ; echo >" + started + "; sleep 2345.6");
        Deadline deadline = Deadline.after(Duration.ofMinutes(1));
        try (Backend backend = scriptBackend(program, Map.of());
                ExecutorService thread = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<ScanOutcome> scan = thread.submit(() -> backend.scan(letter(), new ScanContext(deadline, false)));
            awaitTrue(() -> Files.exists(started));
            deadline.cancel();
            assertThat(reason(scan.get(5, TimeUnit.SECONDS)).code()).isEqualTo(ReasonCode.CANCELLED);
            awaitTrue(() -> processes("2345.6").isEmpty());
        }
        assertNoneLeft("2345.6");
    }

    @Test
    void leavesNothingBehindThatHoldsThePipe() throws Exception {
        Path program = script("daemon", "sleep 3456.7 & exit 0");
        try (Backend backend = scriptBackend(program, Map.of())) {
            assertThat(backend.scan(letter(), soon())).isInstanceOf(ScanOutcome.Clean.class);
        }
        assertNoneLeft("3456.7");
    }

    @Test
    void hearsWhatIsPrintedAfterTheProgramHasEnded() throws Exception {
        Path program = script("late", "(sleep 0.1; echo late; sleep 5678.9) & exit 7");
        try (Backend backend = scriptBackend(program, Map.of())) {
            for (int i = 0; i < 10; i++) {
                assertThat(reason(backend.scan(letter(), soon())).detail()).isEqualTo("exit code 7: late");
            }
        }
        assertNoneLeft("5678.9");
    }

    @Test
    void callsNothingCleanOfWhichItHasNotHeardAll() throws Exception {
        Path apart = folder.resolve("apart"); // before that it would end with its parent's group
        Path program = script(
                "holder",
                "setsid sh -c 'echo >" + apart + "; exec sleep 4567.8' & while [ ! -e " + apart
                        + " ]; do :; done; exit 0");
        try (Backend backend = scriptBackend(program, Map.of())) {
            assertThat(reason(backend.scan(letter(), soon())).detail()).contains("cannot be read to its end");
        } finally {
            processes("4567.8").forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
        }
    }

    @Test
    void boundsWhatAScannerPrints() throws Exception {
        Path program = script("flood", "while :; do echo yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy; done");
        try (Backend backend = scriptBackend(program, Map.of("output-limit-kib", 64))) {
            assertThat(reason(backend.scan(letter(), soon())).detail()).contains("65536 bytes");
        }
    }

    @Test
    void tellsAScannerNothingOfItsOwnEnvironment() throws Exception {
        Path program = script("environment", "env | cut -d= -f1 | sort | tr '\\n' ' '; exit 7");
        try (Backend backend = scriptBackend(program, Map.of())) {
            // the shell adds its own
            assertThat(reason(backend.scan(letter(), soon())).detail().replaceAll("(OLDPWD|PWD|SHLVL|_) ", ""))
                    .isEqualTo("exit code 7: HOME LC_ALL PATH TMPDIR TZ ");
        }
    }

    @Test
    void namesLineAndFileOfAProfileThatIsWrong() throws Exception {
        Path profile = Files.writeString(folder.resolve("wrong.yaml"), SCRIPT_PROFILE + "colour: red\n");
        assertThatThrownBy(() -> open(Map.of("profile", profile)))
                .isInstanceOf(BackendUnavailableException.class)
                .hasMessageContaining(profile + ":6: unknown key colour");
    }

    @Test
    void saysWhatArgumentsAreMissing() {
        assertThatThrownBy(() -> open(Map.of("profile", "yara")))
                .hasMessageContaining("argument is missing: the absolute paths of rule files");
    }

    @Test
    void readsTheAgeOfSignatureFiles() throws Exception {
        Path rules = Files.writeString(folder.resolve("rules.yar"), "rule Never { condition: false }");
        Files.setLastModifiedTime(rules, FileTime.from(ClamdPeer.TIME));
        try (Backend backend = open(Map.of("profile", "yara", "argument", rules, "signature-file", rules))) {
            assertThat(backend.identity().signatureTime()).contains(ClamdPeer.TIME);
            assertThat(backend.identity().engineVersion()).matches("4\\..*");
        }
    }

    private static Map<String, Object> clamscan() {
        return Map.of("profile", "clamscan", "argument", "--database=" + folder.resolve("db"));
    }

    private static Backend scriptBackend(Path program, Map<String, ?> more) throws Exception {
        Map<String, Object> values = new HashMap<>(more);
        values.put("profile", Files.writeString(folder.resolve("script.yaml"), SCRIPT_PROFILE));
        values.put("program", program);
        return open(values);
    }

    private static Backend open(Map<String, ?> values) throws BackendUnavailableException {
        Map<String, List<String>> all = new HashMap<>();
        values.forEach((key, value) -> all.put(key, List.of(value.toString())));
        return new CommandProvider().open(new BackendConfiguration("guard", all));
    }

    private static Path script(String name, String body) throws IOException {
        Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + body + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static TestSubject eicar() {
        return TestSubject.of("sample.com", ClamDatabase.eicar().bytes());
    }

    private static TestSubject letter() {
        return TestSubject.of("letter", "a letter".getBytes(StandardCharsets.US_ASCII));
    }

    private static ScanContext soon() {
        return new ScanContext(Deadline.after(Duration.ofSeconds(30)), false);
    }

    private static List<String> names(ScanOutcome outcome) {
        return outcome instanceof ScanOutcome.Infected infected
                ? infected.findings().stream().map(Finding::name).toList()
                : List.of(outcome.toString());
    }

    private static Reason reason(ScanOutcome outcome) {
        assertThat(outcome).isInstanceOf(ScanOutcome.Failed.class);
        return ((ScanOutcome.Failed) outcome).reason();
    }

    private static void assertNoneLeft(String argument) throws Exception {
        awaitTrue(() -> processes(argument).isEmpty());
    }

    private static List<Long> processes(String argument) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .arguments()
                        .map(arguments -> List.of(arguments).contains(argument))
                        .orElse(false))
                .map(ProcessHandle::pid)
                .toList();
    }

    private static void awaitTrue(Callable<Boolean> condition) throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        Optional<Boolean> held = Optional.empty();
        for (int i = 0; i < 500 && held.isEmpty(); i++) {
            held = condition.call() ? Optional.of(true) : Optional.empty();
            if (held.isEmpty()) {
                assertThat(never.await(20, TimeUnit.MILLISECONDS)).isFalse();
            }
        }
        assertThat(held).as("it has not come true within 10 s").isPresent();
    }
}
