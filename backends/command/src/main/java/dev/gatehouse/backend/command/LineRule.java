package dev.gatehouse.backend.command;

import java.util.regex.Pattern;

/**
 * What a line of output means.
 *
 * @param kind the meaning
 * @param pattern finds the lines; the group {@code file} is the path that the line is about, {@code name} the
 *     signature's name, where there are such groups
 */
record LineRule(Kind kind, Pattern pattern) {

    /** A meaning, in the order in which they are tried: an alert for a limit often looks like a finding. */
    enum Kind {
        /** A limit of the scanner was reached. */
        LIMIT("limit"),
        /** The content is encrypted. */
        ENCRYPTED("encrypted"),
        /** Something was found. */
        INFECTED("infected"),
        /** Nothing was found. */
        CLEAN("clean"),
        /** It could not be scanned. */
        ERROR("error"),
        /** The line says nothing of a file. */
        IGNORE("ignore");

        private final String key;

        Kind(String key) {
            this.key = key;
        }

        /** The key under {@code patterns} in a profile. */
        String key() {
            return key;
        }
    }

    /** Whether the pattern has a group of this name. */
    boolean has(String group) {
        return pattern.namedGroups().containsKey(group);
    }
}
