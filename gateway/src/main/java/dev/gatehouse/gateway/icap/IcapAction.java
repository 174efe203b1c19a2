package dev.gatehouse.gateway.icap;

import java.util.Locale;

/** What can become of a message, from the mildest. */
public enum IcapAction {
    /** It goes on as it came. */
    ALLOW,
    /** The client is told that there is no verdict: 503 when the gate is busy, otherwise 500. Its own setting decides. */
    ERROR,
    /** A page stands in for it. */
    BLOCK;

    /** The name in configuration. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
