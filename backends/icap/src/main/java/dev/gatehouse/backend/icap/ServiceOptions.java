package dev.gatehouse.backend.icap;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a service says of itself in its answer to OPTIONS, RFC 3507, section 4.10.2.
 *
 * @param fields the whole header
 * @param preview how long a preview it wants, if it wants one
 * @param maxConnections how many connections it allows, if it says so
 * @param timeToLive how long this may be believed
 */
record ServiceOptions(Fields fields, OptionalInt preview, OptionalInt maxConnections, Duration timeToLive) {

    /** For servers that set no time; they may be restarted with other settings. */
    private static final Duration USUAL = Duration.ofMinutes(10);

    private static final int LONGEST_SECONDS = 3600;

    static ServiceOptions of(Fields fields) {
        OptionalInt ttl = number(fields, "Options-TTL");
        return new ServiceOptions(
                fields,
                number(fields, "Preview"),
                number(fields, "Max-Connections"),
                ttl.isPresent() ? Duration.ofSeconds(Math.min(LONGEST_SECONDS, ttl.getAsInt())) : USUAL);
    }

    /** Whether it can be used so. A service that names no method is taken at its word when it is used. */
    boolean offers(Method method) {
        return fields.words("Methods").isEmpty() || fields.says("Methods", method.name());
    }

    /** The tag that changes with its signatures or its policy, without quotation marks. */
    Optional<String> tag() {
        return fields.value("ISTag").map(Text::unquoted);
    }

    private static OptionalInt number(Fields fields, String name) {
        Optional<String> value = fields.value(name);
        if (value.isEmpty() || !value.get().matches("[0-9]{1,9}")) {
            return OptionalInt.empty();
        }
        return OptionalInt.of(Integer.parseInt(value.get()));
    }
}
