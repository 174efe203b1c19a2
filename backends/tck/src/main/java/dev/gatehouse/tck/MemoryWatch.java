package dev.gatehouse.tck;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Watches what a scan holds: Java objects that are alive, and, on Linux, memory outside the heap that is not a file's. */
final class MemoryWatch {

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String ANONYMOUS = "RssAnon:";

    private final long aliveBefore = alive();
    private final long residentBefore = anonymous();
    private volatile long mostAlive = aliveBefore;
    private volatile long mostCommitted = committed();
    private volatile long mostResident = residentBefore;

    /** Looks at the heap, after a collection. */
    void lookAtHeap() {
        mostAlive = Math.max(mostAlive, alive());
    }

    /** Looks at the rest, which costs little. */
    void lookOutsideHeap() {
        mostCommitted = Math.max(mostCommitted, committed());
        mostResident = Math.max(mostResident, anonymous());
        // the heap may have grown between the two
        mostCommitted = Math.max(mostCommitted, committed());
    }

    /** How much more of the heap was alive than before, in bytes. */
    long heldInHeap() {
        return mostAlive - aliveBefore;
    }

    /** What this process has of memory that is not a file's, its heap included, in bytes; 0 where it is not known. */
    static long residentNow() {
        return anonymous();
    }

    /** Fails the test when more was held than this, in the heap or outside it. */
    void assertHeldAtMost(long bytes) {
        long heap = heldInHeap();
        assertTrue(heap <= bytes, () -> "the scan held " + heap + " bytes of heap; read the subject in windows");
        // a heap gives memory back later than it says so: what it ever had is taken for its own
        long rest = mostResident - residentBefore - mostCommitted;
        assertTrue(
                rest <= bytes,
                () -> "the scan held " + rest + " bytes outside the heap; read the subject in windows or map its file");
    }

    private static long alive() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static long committed() {
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getCommitted();
    }

    private static long anonymous() {
        try {
            if (!Files.isReadable(STATUS)) {
                return 0;
            }
            for (String line : Files.readAllLines(STATUS, StandardCharsets.ISO_8859_1)) {
                if (line.startsWith(ANONYMOUS)) {
                    String kibibytes =
                            line.substring(ANONYMOUS.length()).replace("kB", "").trim();
                    return Long.parseLong(kibibytes) * 1024;
                }
            }
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
