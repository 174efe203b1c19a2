package dev.gatehouse.backend.yara;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.gatehouse.spi.Finding;
import dev.gatehouse.spi.Occurrence;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The {@code yara} command, and what it finds. */
final class YaraCommand {

    private static final Pattern MATCH = Pattern.compile("0x([0-9a-f]+):([0-9]+):(\\$[^:]*): .*", Pattern.DOTALL);

    /** The command does not show how long a match is, but how many of its bytes libyara keeps: at most so many. */
    private static final int MOST_SHOWN = 512;

    private YaraCommand() {}

    /**
     * A rule that matched, in a form that both sides can be brought into.
     *
     * @param rule its name
     * @param matches each match as {@code $pattern@offset+length}, sorted
     */
    record Hit(String rule, List<String> matches) {

        static Hit of(Finding finding) {
            return new Hit(
                    finding.name(),
                    finding.occurrences().stream().map(Hit::text).sorted().toList());
        }

        private static String text(Occurrence occurrence) {
            long shown = Math.min(occurrence.length().orElseThrow(), MOST_SHOWN);
            return occurrence.pattern() + "@" + occurrence.offset() + "+" + shown;
        }
    }

    /**
     * What the command finds in each file of a folder, by the file's name.
     *
     * @throws AssertionError if the command complains of anything but slow rules
     */
    static Map<String, List<Hit>> scan(Path rules, Path folder, String... more)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("yara", "-s", "-L", "-w"));
        command.addAll(Arrays.asList(more));
        command.add(rules.toString());
        command.add(folder.toString());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), ISO_8859_1);
        if (process.waitFor() != 0) {
            throw new AssertionError(String.join(" ", command) + ": " + output);
        }
        Map<String, List<Hit>> hits = new TreeMap<>();
        List<String> matches = new ArrayList<>();
        for (String line : output.lines().toList()) {
            if (line.isEmpty()) {
                continue;
            }
            Matcher match = MATCH.matcher(line);
            if (match.matches()) {
                matches.add(match.group(3) + "@" + Long.parseLong(match.group(1), 16) + "+" + match.group(2));
                continue;
            }
            int space = line.indexOf(' ');
            String file = Path.of(line.substring(space + 1)).getFileName().toString();
            matches = new ArrayList<>();
            hits.computeIfAbsent(file, _ -> new ArrayList<>()).add(new Hit(line.substring(0, space), matches));
        }
        hits.values()
                .forEach(each -> each.replaceAll(hit ->
                        new Hit(hit.rule(), hit.matches().stream().sorted().toList())));
        return hits;
    }
}
