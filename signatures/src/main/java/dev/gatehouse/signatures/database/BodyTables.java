package dev.gatehouse.signatures.database;

/**
 * All that a search for body patterns reads.
 *
 * @param signatures the signatures
 * @param names the pool of their names
 * @param segments the segments of their patterns
 * @param code the segments' code, see {@link Op}
 * @param bytes the pool of values, masks and sets
 * @param postings the lists that the tables below lead to
 * @param first by which bytes the first segments of patterns are found
 * @param later by which bytes those that follow are found, once a first one was
 * @param before how far back from a gram a segment may reach, in bytes
 * @param after how far ahead from a gram's start a segment may reach, in bytes
 */
public record BodyTables(
        SignatureTable signatures,
        ByteTable names,
        SegmentTable segments,
        IntTable code,
        ByteTable bytes,
        Postings postings,
        AnchorTables first,
        AnchorTables later,
        int before,
        int after) {}
