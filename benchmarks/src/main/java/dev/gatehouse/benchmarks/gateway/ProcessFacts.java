package dev.gatehouse.benchmarks.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the system tells of a process, by proc(5). */
record ProcessFacts(long pid) {

    private static final double TICKS_PER_SECOND = 100;

    /**
     * Memory in kilobytes.
     *
     * @param resident what is resident
     * @param proportional the same, with what is shared divided by those who share it
     */
    record Memory(long resident, long proportional) {}

    /** Processor time that it has used so far, in user and system mode; fields 14 and 15 of stat. */
    double cpuSeconds() throws IOException {
        String stat = Files.readString(file("stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
    }

    /** The memory that it has now. */
    Memory memory() throws IOException {
        long resident = 0;
        long proportional = 0;
        for (String line : Files.readAllLines(file("smaps_rollup"))) {
            if (line.startsWith("Rss:")) {
                resident = number(line);
            } else if (line.startsWith("Pss:")) {
                proportional = number(line);
            }
        }
        return new Memory(resident, proportional);
    }

    private static long number(String line) {
        return Long.parseLong(line.replaceAll("\\D+", ""));
    }

    private Path file(String name) {
        return Path.of("/proc", Long.toString(pid), name);
    }
}
