package dev.gatehouse.engine.configuration;

import dev.gatehouse.engine.CombiningRule;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Combining rules as people write them: {@code any}, {@code all}, {@code quorum N}. */
public final class Rules {

    private static final Pattern QUORUM = Pattern.compile("quorum[ :]?([1-9]\\d?)");

    private Rules() {}

    /**
     * Reads a rule.
     *
     * @throws IllegalArgumentException if it is none; the message is for the user
     */
    public static CombiningRule of(String text) {
        if (text.equals("any")) {
            return new CombiningRule.Any();
        }
        if (text.equals("all")) {
            return new CombiningRule.All();
        }
        Matcher quorum = QUORUM.matcher(text);
        if (!quorum.matches()) {
            throw new IllegalArgumentException("'" + text + "' is not a rule: write any, all or quorum N");
        }
        return new CombiningRule.Quorum(Integer.parseInt(quorum.group(1)));
    }
}
