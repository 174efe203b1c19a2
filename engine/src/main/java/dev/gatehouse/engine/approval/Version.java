package dev.gatehouse.engine.approval;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An engine's version as its vendor writes it: numbers with dots between, and perhaps something behind them. Versions
 * are ordered by their numbers; those that are not written are 0.
 *
 * @param numbers from the first on; at least one
 * @param rest what stands behind the numbers, such as {@code -SNAPSHOT}
 */
record Version(List<BigInteger> numbers, String rest) {

    /** What a backend says of itself is bounded before it is looked at. */
    private static final int MOST_CHARACTERS = 200;

    private static final Pattern SHAPE = Pattern.compile("(\\d+(?:\\.\\d+)*)([^.\\d].*|\\.\\D.*|)");

    /** Reads a version; nothing when it does not begin with a number. */
    static Optional<Version> of(String text) {
        Matcher matcher = SHAPE.matcher(text);
        if (text.length() > MOST_CHARACTERS || !matcher.matches()) {
            return Optional.empty();
        }
        List<BigInteger> numbers = Arrays.stream(matcher.group(1).split("\\."))
                .map(BigInteger::new)
                .toList();
        return Optional.of(new Version(numbers, matcher.group(2)));
    }

    /** The order of the numbers alone. */
    int compareNumbers(Version other) {
        int most = Math.max(numbers.size(), other.numbers.size());
        for (int i = 0; i < most; i++) {
            int order = number(i).compareTo(other.number(i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    /** Whether all of this one's numbers are the first of the other's. */
    boolean begins(Version other) {
        for (int i = 0; i < numbers.size(); i++) {
            if (!number(i).equals(other.number(i))) {
                return false;
            }
        }
        return true;
    }

    private BigInteger number(int index) {
        return index < numbers.size() ? numbers.get(index) : BigInteger.ZERO;
    }
}
