package dev.gatehouse.spi;

/**
 * A setting that a backend understands.
 *
 * @param name the key, lower case with hyphens
 * @param description one sentence for the operator, with units and the default
 * @param repeatable whether the key may have more than one value
 */
public record ConfigurationKey(String name, String description, boolean repeatable) {}
