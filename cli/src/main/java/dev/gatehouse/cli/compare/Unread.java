package dev.gatehouse.cli.compare;

import dev.gatehouse.spi.Reason;

/**
 * A place that was put to no engine, though it should have been.
 *
 * @param name the place as the caller named it
 * @param reason why not
 */
public record Unread(String name, Reason reason) {}
