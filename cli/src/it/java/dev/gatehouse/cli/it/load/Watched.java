package dev.gatehouse.cli.it.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What a process holds, by proc(5).
 *
 * @param megabytes resident memory that is not a file's
 * @param threads of the system's
 * @param descriptors open ones
 * @param files in its folder for temporary files
 */
record Watched(long megabytes, long threads, long descriptors, long files) {

    static Watched now(long pid, Path temporary) throws IOException {
        Path proc = Path.of("/proc", Long.toString(pid));
        long kilobytes = 0;
        long threads = 0;
        for (String line : Files.readAllLines(proc.resolve("status"))) {
            if (line.startsWith("RssAnon:")) {
                kilobytes = Long.parseLong(line.replaceAll("\\D+", ""));
            } else if (line.startsWith("Threads:")) {
                threads = Long.parseLong(line.replaceAll("\\D+", ""));
            }
        }
        return new Watched(kilobytes >> 10, threads, count(proc.resolve("fd")), count(temporary));
    }

    private static long count(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        }
    }
}
