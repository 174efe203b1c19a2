package dev.gatehouse.benchmarks.compare;

import dev.gatehouse.benchmarks.ChildProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the figures were measured on, and which versions of what. */
public final class Machine {

    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");
    private static final Path MEMORY = Path.of("/proc/meminfo");

    private Machine() {}

    /** A list in Markdown. */
    public static String describe(Path launcher, Path folder) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("%s, %d processors, %s"
                .formatted(value(PROCESSORS, "model name"), Runtime.getRuntime().availableProcessors(), memory()));
        lines.add("Java " + Runtime.version());
        for (List<String> command : List.of(
                List.of(launcher.toString(), "version"),
                List.of("clamscan", "--version"),
                List.of("yara", "--version"))) {
            lines.add(firstLine(command, folder));
        }
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append("- ").append(line).append('\n'));
        return text.toString();
    }

    private static String memory() throws IOException {
        long kilobytes = Long.parseLong(value(MEMORY, "MemTotal").replaceAll("\\D+", ""));
        return Math.round(kilobytes / 1024.0 / 1024) + " GiB of memory";
    }

    private static String value(Path file, String key) throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> line.startsWith(key))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("0");
    }

    private static String firstLine(List<String> command, Path folder) throws IOException {
        Path output = folder.resolve("version.txt");
        try {
            ChildProcess.code(folder, command, output);
        } catch (IOException missing) {
            return command.getFirst() + " is not installed";
        }
        String name = String.valueOf(Path.of(command.getFirst()).getFileName());
        String line = Files.readString(output, StandardCharsets.ISO_8859_1)
                .lines()
                .findFirst()
                .orElse("");
        return line.matches("\\d.*") ? name + " " + line : line;
    }
}
