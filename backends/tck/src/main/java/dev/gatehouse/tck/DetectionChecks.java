package dev.gatehouse.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.gatehouse.spi.Capability;
import dev.gatehouse.spi.ContentType;
import dev.gatehouse.spi.Finding;
import dev.gatehouse.spi.Occurrence;
import dev.gatehouse.spi.ScanOutcome;
import dev.gatehouse.spi.Subject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** What is found, and what is not. */
final class DetectionChecks {

    private static final int RANDOM_MOST_BYTES = 1 << 14;
    private static final int REPEATS = 5;

    /** Names that a careless backend would put into a command line, a header or a path. */
    private static final List<String> HOSTILE_NAMES = List.of(
            "",
            "../../../etc/passwd",
            "/dev/stdin",
            "-h",
            "--help",
            "a b\tc",
            "two\nlines: FOUND",
            "two\r\nX-Header: yes\r\n\r\n",
            "nul\0byte",
            "$(id)`id`;id|id&id>id",
            "\"'\\%s%n{}[]*?",
            "übergröße-名前-😀",
            "lone\ud800surrogate",
            "x".repeat(5000));

    /** How bytes of common formats begin, to lead a backend into its parsers. */
    private static final List<String> MAGICS =
            List.of("", "MZ", "PK\3\4", "\u007fELF", "%PDF-1.7\n", "Rar!\32\7\1\0", "\u00d0\u00cf\u0011\u00e0", "7z");

    private final Bench bench;

    DetectionChecks(Bench bench) {
        this.bench = bench;
    }

    void sampleInMemory() throws InterruptedException {
        Bench.assertFinds(bench.claims().infected(), bench.scan(bench.infected()));
    }

    /** The engine asks a backend that waits for a peer on such a thread. */
    void sampleOnVirtualThread() throws Exception {
        FutureTask<ScanOutcome> scan = new FutureTask<>(() -> bench.backend().scan(bench.infected(), bench.anyMatch()));
        Thread.ofVirtual().start(scan);

        Duration longest = bench.claims().patience().plus(Bench.HANGS);
        Bench.assertFinds(bench.claims().infected(), scan.get(longest.toMillis(), TimeUnit.MILLISECONDS));
    }

    void sampleOnDisk() throws IOException, InterruptedException {
        Path file = Files.write(
                bench.folder().resolve("sample.com"), bench.claims().infected().bytes());

        Bench.assertFinds(bench.claims().infected(), bench.scan(TestSubject.file(file)));

        assertTrue(Files.exists(file), "the backend removed the file; it may only read it");
        assertEquals(bench.claims().infected().bytes().length, Files.size(file), "the backend changed the file");
    }

    void sampleInContainer() throws InterruptedException {
        Subject mail = TestSubject.of("mail.eml", Bench.ordinaryBytes()).as(ContentType.MAIL);

        Bench.assertFinds(bench.claims().infected(), bench.scan(bench.infected().in(mail)));
    }

    void everyNameWhenAllMatchesAreWanted() throws InterruptedException {
        Bench.assertFinds(bench.claims().infected(), bench.scan(bench.infected(), bench.allMatches()));
        if (!can(Capability.ALL_MATCHES)) {
            return;
        }
        Sample sample = bench.claims()
                .manyNames()
                .orElseGet(() -> fail("the backend reports ALL_MATCHES: claim a sample with many names"));
        Subject subject = TestSubject.of("many", sample.bytes());

        Set<String> found = names(Bench.findings(sample, bench.scan(subject, bench.allMatches())));

        assertEquals(new TreeSet<>(sample.names()), found, "the names reported when all matches are wanted");
        Bench.assertFinds(sample, bench.scan(subject));
    }

    void sampleInZipWhenItUnpacks() throws IOException, InterruptedException {
        if (!can(Capability.UNPACKS)) {
            return;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("letter.txt"));
            zip.write(Bench.ordinaryBytes());
            zip.putNextEntry(new ZipEntry("sample.com"));
            zip.write(bench.claims().infected().bytes());
        }

        Bench.assertFinds(
                bench.claims().infected(),
                bench.scan(TestSubject.of("sample.zip", bytes.toByteArray()).as(ContentType.ZIP)));
    }

    void hostileNames() throws InterruptedException {
        byte[] bytes = bench.claims().infected().bytes();
        for (String name : HOSTILE_NAMES) {
            Bench.assertFinds(bench.claims().infected(), bench.scan(TestSubject.of(name, bytes)));
            Subject clean = TestSubject.of(name, Bench.ordinaryBytes());
            Bench.assertClean(clean, bench.scan(clean));
        }
    }

    void ordinaryFiles() throws IOException, InterruptedException {
        byte[] program;
        try (InputStream stream = Object.class.getResourceAsStream("Object.class")) {
            program = stream == null ? Bench.ordinaryBytes() : stream.readAllBytes();
        }
        Path file = Files.write(bench.folder().resolve("letter.txt"), Bench.ordinaryBytes());
        List<TestSubject> subjects = List.of(
                bench.ordinary().as(ContentType.TEXT),
                TestSubject.file(file).as(ContentType.TEXT),
                TestSubject.of("Object.class", program).as(ContentType.JAVA_CLASS),
                TestSubject.of("zeros", new byte[1 << 16]),
                TestSubject.of("byte", new byte[1]));
        for (TestSubject subject : subjects) {
            WatchedSubject watched = new WatchedSubject(subject, _ -> {});

            ScanOutcome outcome = bench.scan(watched);

            Bench.assertClean(watched, outcome);
            Bench.assertNotCleanUnread(watched, outcome);
        }
    }

    void emptySubject() throws IOException, InterruptedException {
        Subject inMemory = TestSubject.of("empty", new byte[0]);
        Bench.assertClean(inMemory, bench.scan(inMemory));
        Subject onDisk = TestSubject.file(Files.createFile(bench.folder().resolve("empty")));
        Bench.assertClean(onDisk, bench.scan(onDisk));
    }

    void unreadableSubject() throws InterruptedException {
        TestSubject whole = TestSubject.of("vanishing", new byte[1 << 18]);
        for (long good : List.of(0L, 1L << 17)) {
            WatchedSubject broken = new WatchedSubject(whole, position -> {
                if (position >= good) {
                    throw new IOException("the file shrank under the scan");
                }
            });

            ScanOutcome outcome = bench.scan(broken);

            // one that asks for everything at once is refused nothing when the first half is good
            Bench.assertNotCleanUnread(broken, outcome);
            if (good == 0) {
                Bench.assertNotClean("that it could not read", outcome);
            }
        }
    }

    void randomBytes() throws InterruptedException {
        Random random = new Random(20_260_101);
        for (int i = 0; i < bench.claims().scans(); i++) {
            byte[] bytes = new byte[random.nextInt(RANDOM_MOST_BYTES)];
            random.nextBytes(bytes);
            String magic = MAGICS.get(i % MAGICS.size());
            for (int at = 0; at < Math.min(magic.length(), bytes.length); at++) {
                bytes[at] = (byte) magic.charAt(at);
            }
            WatchedSubject subject = new WatchedSubject(TestSubject.of("random-" + i, bytes), _ -> {});

            Bench.assertNotCleanUnread(subject, bench.scan(subject));
        }
    }

    void sameEveryTime() throws InterruptedException {
        Subject subject = bench.infected();
        Set<String> first = names(Bench.findings(bench.claims().infected(), bench.scan(subject)));
        for (int i = 0; i < REPEATS; i++) {
            assertEquals(
                    first,
                    names(Bench.findings(bench.claims().infected(), bench.scan(subject))),
                    "the names found in the same bytes");
        }
    }

    void placesInside() throws InterruptedException {
        Subject subject = bench.infected();
        for (Finding finding : Bench.findings(bench.claims().infected(), bench.scan(subject, bench.allMatches()))) {
            assertFalse(finding.name().isBlank(), "a finding has no name");
            for (Occurrence occurrence : finding.occurrences()) {
                assertTrue(
                        occurrence.offset() + occurrence.length().orElse(0) <= subject.size(),
                        () -> occurrence + " does not lie in the " + subject.size() + " bytes scanned");
            }
        }
    }

    private boolean can(Capability capability) {
        return bench.backend().identity().capabilities().contains(capability);
    }

    private static Set<String> names(List<Finding> findings) {
        return findings.stream().map(Finding::name).collect(Collectors.toCollection(TreeSet::new));
    }
}
