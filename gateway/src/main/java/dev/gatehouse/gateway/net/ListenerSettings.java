package dev.gatehouse.gateway.net;

import java.time.Duration;

/**
 * How a listener treats its clients.
 *
 * @param name what the operator calls it
 * @param connections how many there may be at a time; further ones wait in the system's queue
 * @param idleTime how long a client may rest between requests
 * @param readTime how long a client may take for each piece within a request, and to take each piece of an answer
 */
public record ListenerSettings(String name, int connections, Duration idleTime, Duration readTime) {

    /** Checks the bounds. */
    public ListenerSettings {
        if (connections < 1 || idleTime.isNegative() || readTime.isNegative()) {
            throw new IllegalArgumentException("connections must be positive and times not negative: " + connections
                    + ", " + idleTime + ", " + readTime);
        }
    }

    /** 1024 connections, 120 s between requests, 60 s within one. */
    public static ListenerSettings named(String name) {
        return new ListenerSettings(name, 1024, Duration.ofSeconds(120), Duration.ofSeconds(60));
    }
}
