package dev.gatehouse.engine;

import dev.gatehouse.spi.BackendConfiguration;

/**
 * One backend that a lineup shall have.
 *
 * @param type the type's name, as its {@link dev.gatehouse.spi.BackendProvider} tells it
 * @param role what its word is worth
 * @param configuration its name, unique in the lineup, and its settings
 */
public record LineupEntry(String type, Role role, BackendConfiguration configuration) {}
