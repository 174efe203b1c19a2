package dev.gatehouse.benchmarks.adversarial;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The pieces of a pattern in ClamAV's text that an attacker makes input from.
 *
 * @param runs its runs of fixed bytes, in order
 * @param hasGap whether anything may be between two of them
 * @param hasAlternatives whether there are alternatives in it
 */
record PatternParts(List<byte[]> runs, boolean hasGap, boolean hasAlternatives) {

    private static final Pattern RUN = Pattern.compile("(?:[0-9a-f]{2}){2,}");

    /** Copies the list. */
    PatternParts {
        runs = List.copyOf(runs);
    }

    /** The pieces of a line of an {@code .ndb} file. */
    static PatternParts of(String line) {
        String pattern = line.substring(line.lastIndexOf(':') + 1);
        List<byte[]> runs = new ArrayList<>();
        for (String piece : pattern.split("\\*|\\{[^}]*}|\\([^)]*\\)|[0-9a-f]\\?|\\?[0-9a-f]|\\?\\?", -1)) {
            Matcher matcher = RUN.matcher(piece);
            if (matcher.find()) {
                runs.add(HexFormat.of().parseHex(matcher.group()));
            }
        }
        boolean gap = pattern.indexOf('*') >= 0 || pattern.indexOf('{') >= 0;
        return new PatternParts(runs, gap, pattern.indexOf('(') >= 0);
    }

    byte[] longest() {
        byte[] longest = new byte[0];
        for (byte[] run : runs) {
            if (run.length > longest.length) {
                longest = run;
            }
        }
        return longest;
    }
}
