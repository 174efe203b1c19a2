package dev.gatehouse.backend.yara;

import java.util.Locale;
import java.util.Optional;

/**
 * Whether the operator vouches for rules. A rule is a program for libyara, and one can end the process: on 4.2 an
 * overflow in a division is enough. So rules run in this process only if the operator trusts them, and else only in a
 * child process that may end.
 */
enum Trust {
    /** The rules are trusted: they may run in this process. */
    RULES,
    /** They are not: they run where a {@code contained} backend put them. */
    CONTAINED;

    /** The property by which the child process of a {@code contained} backend says that it is one. */
    static final String SANDBOX_PROPERTY = "dev.gatehouse.contained";

    /** Whether this process is one that may end. */
    static boolean sandboxed() {
        return Boolean.getBoolean(SANDBOX_PROPERTY);
    }

    static Optional<Trust> of(String text) {
        for (Trust trust : values()) {
            if (trust.name().toLowerCase(Locale.ROOT).equals(text)) {
                return Optional.of(trust);
            }
        }
        return Optional.empty();
    }
}
