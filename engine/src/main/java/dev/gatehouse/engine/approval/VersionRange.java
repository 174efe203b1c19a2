package dev.gatehouse.engine.approval;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which versions are meant. One or more terms with spaces between, all of which must hold:
 *
 * <ul>
 *   <li>{@code >=1.4}, {@code >1.4}, {@code <1.5}, {@code <=1.5}: by the numbers alone, so that {@code 1.5.0-rc1} is no
 *       less than {@code 1.5}
 *   <li>{@code 1.4.*}: whose first numbers are these
 *   <li>{@code 1.4.6} or {@code =1.4.6}: this one, and nothing else behind the numbers; {@code 1.4} is {@code 1.4.0}
 * </ul>
 *
 * @param text as it was written
 */
public record VersionRange(String text, List<Term> terms) {

    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final Pattern TERM = Pattern.compile("(>=|<=|>|<|=|)(\\d[^\\s<>=*]*?)(\\.\\*)?");

    /**
     * One bound.
     *
     * @param relation how a version must stand to the bound
     * @param bound the version in it
     */
    record Term(Relation relation, Version bound) {

        boolean holds(Version version) {
            int order = version.compareNumbers(bound);
            return switch (relation) {
                case AT_LEAST -> order >= 0;
                case ABOVE -> order > 0;
                case AT_MOST -> order <= 0;
                case BELOW -> order < 0;
                case EQUAL -> order == 0 && version.rest().equals(bound.rest());
                case BEGINS -> bound.begins(version);
            };
        }
    }

    /** How a version stands to a bound. */
    enum Relation {
        AT_LEAST,
        ABOVE,
        AT_MOST,
        BELOW,
        EQUAL,
        BEGINS
    }

    /** Copies the terms. */
    public VersionRange {
        terms = List.copyOf(terms);
    }

    /**
     * Reads a range.
     *
     * @throws IllegalArgumentException if it is none; the message is for the user
     */
    public static VersionRange of(String text) {
        List<Term> terms = new ArrayList<>();
        for (String word : SPACE.splitAsStream(text.strip()).toList()) {
            terms.add(term(word)
                    .orElseThrow(() -> new IllegalArgumentException("'" + word
                            + "' bounds no version: write 1.4.6, 1.4.*, or one of >= > < <= right before a version, and"
                            + " spaces between several")));
        }
        return new VersionRange(text, terms);
    }

    private static Optional<Term> term(String word) {
        Matcher matcher = TERM.matcher(word);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Optional<Version> bound = Version.of(matcher.group(2));
        boolean prefix = matcher.group(3) != null;
        if (prefix
                && (!matcher.group(1).isEmpty()
                        || !bound.map(Version::rest).orElse("").isEmpty())) {
            return Optional.empty();
        }
        Relation relation = switch (matcher.group(1)) {
            case ">=" -> Relation.AT_LEAST;
            case ">" -> Relation.ABOVE;
            case "<=" -> Relation.AT_MOST;
            case "<" -> Relation.BELOW;
            default -> prefix ? Relation.BEGINS : Relation.EQUAL;
        };
        return bound.map(version -> new Term(relation, version));
    }

    /** Whether a version is meant, as its vendor writes it. What does not begin with a number never is. */
    public boolean contains(String version) {
        return Version.of(version)
                .filter(read -> terms.stream().allMatch(term -> term.holds(read)))
                .isPresent();
    }
}
