package dev.gatehouse.signatures.file;

import java.lang.foreign.MemorySegment;

/**
 * A stretch of a compiled database.
 *
 * @param id what it is; see {@link SectionIds}
 * @param bytes its bytes
 */
record Section(int id, MemorySegment bytes) {}
