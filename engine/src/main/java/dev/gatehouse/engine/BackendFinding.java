package dev.gatehouse.engine;

import dev.gatehouse.spi.Finding;

/**
 * A finding and who made it.
 *
 * @param backend the name of the backend in the lineup
 * @param finding what it found
 */
public record BackendFinding(String backend, Finding finding) {}
