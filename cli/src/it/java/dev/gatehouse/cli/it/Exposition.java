package dev.gatehouse.cli.it;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Metrics in Prometheus's text format 0.0.4, read strictly: every sample behind the HELP and TYPE of its family. */
final class Exposition {

    private static final Pattern SAMPLE = Pattern.compile(
            "([a-zA-Z_:][a-zA-Z0-9_:]*)(\\{(?:[a-zA-Z_][a-zA-Z0-9_]*=\"(?:[^\"\\\\\\n]|\\\\[\\\\\"n])*\",?)*})? (\\S+)");
    private static final Pattern COMMENT = Pattern.compile("# (HELP|TYPE) ([a-zA-Z_:][a-zA-Z0-9_:]*) (.+)");

    private final Map<String, Double> samples = new HashMap<>();

    private Exposition() {}

    static Exposition of(String text) {
        Exposition exposition = new Exposition();
        Set<String> families = new HashSet<>();
        for (String line : text.lines().toList()) {
            Matcher comment = COMMENT.matcher(line);
            Matcher sample = SAMPLE.matcher(line);
            if (comment.matches()) {
                families.add(comment.group(2));
            } else if (sample.matches() && familyKnown(families, sample.group(1))) {
                String labels = sample.group(2) == null ? "" : sample.group(2);
                Double before = exposition.samples.put(
                        sample.group(1) + labels, Double.valueOf(sample.group(3).replace("+Inf", "Infinity")));
                if (before != null) {
                    throw new AssertionError("told twice: " + line);
                }
            } else {
                throw new AssertionError("not in the format: " + line);
            }
        }
        return exposition;
    }

    private static boolean familyKnown(Set<String> families, String name) {
        return families.contains(name) || families.contains(name.replaceAll("_(bucket|sum|count)$", ""));
    }

    /** The sum of all samples of a name with these labels. */
    double value(String name, String... labels) {
        return samples.entrySet().stream()
                .filter(sample -> sample.getKey().equals(name) || sample.getKey().startsWith(name + "{"))
                .filter(sample -> Arrays.stream(labels).allMatch(sample.getKey()::contains))
                .mapToDouble(Map.Entry::getValue)
                .reduce(Double::sum)
                .orElseThrow(() -> new AssertionError("there is no " + name + " with " + Arrays.toString(labels)));
    }
}
