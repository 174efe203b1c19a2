package dev.gatehouse.backend.icap;

import java.util.Locale;

/** How a file is wrapped for the server. */
enum Method {
    /** As the response to a download. */
    RESPMOD,
    /** As an upload. */
    REQMOD;

    /** The name in configurations. */
    String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
