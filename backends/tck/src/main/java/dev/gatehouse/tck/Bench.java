package dev.gatehouse.tck;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.gatehouse.spi.Backend;
import dev.gatehouse.spi.Deadline;
import dev.gatehouse.spi.Finding;
import dev.gatehouse.spi.ScanContext;
import dev.gatehouse.spi.ScanOutcome;
import dev.gatehouse.spi.Subject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;

/**
 * What every test works with: the open backend, what is claimed of it, and a folder for files.
 *
 * @param backend the backend under test
 * @param claims what its vendor says
 * @param folder empty, and deleted after the test
 */
record Bench(Backend backend, Claims claims, Path folder) {

    /** Longer than any bound that is checked: a scan that takes this long hangs. */
    static final Duration HANGS = Duration.ofSeconds(30);

    private static final byte[] ORDINARY =
            "Dear neighbour,\nthe gate is painted; it is still wet.\n".getBytes(StandardCharsets.US_ASCII);

    /** Bytes that nothing is wrong with. */
    static byte[] ordinaryBytes() {
        return ORDINARY.clone();
    }

    ScanContext anyMatch() {
        return new ScanContext(Deadline.after(claims.patience()), false);
    }

    ScanContext allMatches() {
        return new ScanContext(Deadline.after(claims.patience()), true);
    }

    ScanOutcome scan(Subject subject) throws InterruptedException {
        return scan(subject, anyMatch());
    }

    ScanOutcome scan(Subject subject, ScanContext context) throws InterruptedException {
        return ScanRun.start(backend, subject, context)
                .outcome(claims.patience().plus(HANGS));
    }

    TestSubject infected() {
        return TestSubject.of("sample.com", claims.infected().bytes());
    }

    TestSubject ordinary() {
        return TestSubject.of("letter.txt", ORDINARY);
    }

    /** A file of zeros that takes no room on disk where the file system can do that. */
    Path zeros(String name, long bytes) throws IOException {
        Path file = folder.resolve(name);
        try (SeekableByteChannel channel = Files.newByteChannel(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.SPARSE)) {
            channel.position(bytes - 1);
            channel.write(ByteBuffer.wrap(new byte[1]));
        }
        return file;
    }

    static void assertFinds(Sample sample, ScanOutcome outcome) {
        for (Finding finding : findings(sample, outcome)) {
            assertTrue(
                    sample.names().contains(finding.name()),
                    () -> "found " + finding.name() + ", which is none of the names claimed: " + sample.names());
        }
    }

    static List<Finding> findings(Sample sample, ScanOutcome outcome) {
        if (outcome instanceof ScanOutcome.Infected infected) {
            return infected.findings();
        }
        return fail("must find " + sample.names() + ", and said " + outcome);
    }

    static void assertClean(Subject subject, ScanOutcome outcome) {
        assertInstanceOf(ScanOutcome.Clean.class, outcome, () -> subject.path() + " has nothing wrong with it");
    }

    /** Clean means that every byte was looked at. */
    static void assertNotCleanUnread(WatchedSubject subject, ScanOutcome outcome) {
        assertFalse(
                outcome instanceof ScanOutcome.Clean && !subject.whollyRead(),
                () -> subject.path() + " was called clean, and not every byte was looked at");
    }

    static void assertNotClean(String when, ScanOutcome outcome) {
        assertFalse(outcome instanceof ScanOutcome.Clean, () -> "called a subject clean " + when);
    }
}
