package dev.gatehouse.signatures;

import java.util.OptionalLong;

/**
 * A signature that matched.
 *
 * @param name the signature's name
 * @param offset where it begins, in bytes from the start; nothing when the whole or a section matched by digest
 */
public record Match(String name, OptionalLong offset) {}
