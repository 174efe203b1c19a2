package dev.gatehouse.gateway.clamd;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * What STATS says, in clamd's layout: one pool, the threads that scan, the messages that wait, what is scanned, and
 * memory. {@code heap} is what the virtual machine took for objects, {@code used} and {@code free} its parts, {@code
 * mmap} what is resident of mapped files, the signatures among them; the pool of {@code pools_used} is the messages' bytes
 * in flight.
 */
final class StatsPage {

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final double MEBI = 1 << 20;
    private static final int KIBI = 1 << 10;

    private StatsPage() {}

    /** The page, without the end of the answer. */
    static String of(House house) {
        Tasks tasks = house.tasks();
        var load = tasks.load();
        int threads = house.gate().settings().threads();
        int busy = Math.min(threads, load.messages());
        StringBuilder page = new StringBuilder("POOLS: 1\n\nSTATE: VALID PRIMARY\n");
        page.append("THREADS: live %d  idle %d max %d idle-timeout 30\n".formatted(threads, threads - busy, threads));
        page.append("QUEUE: %d items\n".formatted(load.messages() - busy + load.waiting()));
        page.append("\tSTATS 0.000000 \n");
        for (Tasks.Task task : tasks.running()) {
            page.append(String.format(
                    Locale.ROOT, "\t%s %f %s\n", task.command(), task.seconds(), Line.printable(task.subject())));
        }
        page.append('\n').append(memory(load.bytes(), house.gate().settings().bytesInFlight()));
        return page.append("END").toString();
    }

    private static String memory(long inFlight, long most) {
        Runtime runtime = Runtime.getRuntime();
        long heap = runtime.totalMemory();
        long free = runtime.freeMemory();
        return String.format(
                Locale.ROOT,
                "MEMSTATS: heap %.3fM mmap %.3fM used %.3fM free %.3fM releasable %.3fM pools 1 pools_used %.3fM"
                        + " pools_total %.3fM\n",
                heap / MEBI,
                mapped() / MEBI,
                (heap - free) / MEBI,
                free / MEBI,
                free / MEBI,
                inFlight / MEBI,
                most / MEBI);
    }

    /** Bytes; 0 where the system does not tell. */
    private static double mapped() {
        try {
            for (String line : Files.readAllLines(STATUS)) {
                if (line.startsWith("RssFile:")) {
                    return Double.parseDouble(line.replaceAll("\\D", "")) * KIBI;
                }
            }
        } catch (IOException | NumberFormatException e) {
            // no such figure here
        }
        return 0;
    }
}
