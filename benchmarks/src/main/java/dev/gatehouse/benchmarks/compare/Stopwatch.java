package dev.gatehouse.benchmarks.compare;

import dev.gatehouse.benchmarks.ChildProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Runs one command at a time, on one processor, and tells what it cost by GNU time. */
final class Stopwatch {

    private static final Path TIME = Path.of("/usr/bin/time");

    private final Path folder;
    private final List<String> prefix;

    /**
     * A stopwatch.
     *
     * @param folder for what it writes
     * @param processor the processor that all commands are bound to
     */
    Stopwatch(Path folder, int processor) throws IOException {
        if (!Files.isExecutable(TIME)) {
            throw new IOException(TIME + " is missing; install Debian's package time");
        }
        this.folder = Files.createDirectories(folder);
        this.prefix = List.of("taskset", "-c", Integer.toString(processor));
    }

    /** What a command begins with to run on the one processor. */
    List<String> prefix() {
        return prefix;
    }

    /**
     * Runs a command to its end.
     *
     * @throws IOException if it cannot be started, or fails
     */
    Cost run(Contender contender, List<String> command, Optional<Clamd> daemon) throws IOException {
        Path figures = folder.resolve("time.txt");
        Path output = folder.resolve("output.txt");
        List<String> whole =
                new ArrayList<>(List.of(TIME.toString(), "-q", "-f", "%U %S %M", "-o", figures.toString()));
        whole.addAll(prefix);
        whole.addAll(command);
        double serverBefore = daemon.isPresent() ? daemon.get().cpuSeconds() : 0;
        long start = System.nanoTime();
        int code = ChildProcess.code(folder, whole, output);
        double wall = (System.nanoTime() - start) / 1e9;
        double server = daemon.isPresent() ? daemon.get().cpuSeconds() - serverBefore : 0;
        String text = Files.readString(output, StandardCharsets.ISO_8859_1);
        if (code > 1) {
            throw new IOException("%s ended with %d: %s".formatted(contender.label(), code, text.strip()));
        }
        String[] numbers = Files.readString(figures).strip().split(" ", -1);
        long peak = Long.parseLong(numbers[2]);
        return new Cost(
                wall,
                Double.parseDouble(numbers[0]) + Double.parseDouble(numbers[1]) + server,
                daemon.isPresent() ? Math.max(peak, daemon.get().peakKilobytes()) : peak,
                code,
                contender.detects() ? detections(contender, text) : Set.of());
    }

    private static Set<String> detections(Contender contender, String text) {
        Set<String> found = new TreeSet<>();
        for (String line : text.lines().toList()) {
            if (contender == Contender.YARA) {
                int space = line.indexOf(' ');
                if (space > 0) {
                    found.add(line.substring(space + 1) + ": " + line.substring(0, space));
                }
            } else if (line.endsWith(" FOUND")) {
                found.add(plain(line.substring(0, line.length() - " FOUND".length())));
            }
        }
        return found;
    }

    /** Without the member's path, which ClamAV does not tell, and without what it adds to names. */
    private static String plain(String line) {
        int colon = line.lastIndexOf(": ");
        String path = line.substring(0, Math.max(0, colon));
        int member = path.indexOf('!');
        String name = line.substring(colon + 2).replace(".UNOFFICIAL", "");
        return (member < 0 ? path : path.substring(0, member)) + ": " + name;
    }
}
