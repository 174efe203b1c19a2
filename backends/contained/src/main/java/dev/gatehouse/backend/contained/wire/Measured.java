package dev.gatehouse.backend.contained.wire;

/**
 * What a child found when it tried.
 *
 * @param measure what it tried
 * @param holds whether it was kept from it
 * @param detail what it saw; one line for a person
 */
public record Measured(Measure measure, boolean holds, String detail) {}
