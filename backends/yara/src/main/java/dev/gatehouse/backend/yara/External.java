package dev.gatehouse.backend.yara;

import java.util.Optional;

/**
 * A variable that rules use and the configuration defines.
 *
 * @param name its name in rules
 * @param value its value
 */
record External(String name, ExternalValue value) {

    /** Reads {@code name=value}; nothing if it is not that. */
    static Optional<External> of(String text) {
        int equals = text.indexOf('=');
        if (equals < 0 || !text.substring(0, equals).matches("[A-Za-z_][A-Za-z0-9_]*") || text.indexOf('\0') >= 0) {
            return Optional.empty();
        }
        return Optional.of(new External(text.substring(0, equals), ExternalValue.of(text.substring(equals + 1))));
    }
}
