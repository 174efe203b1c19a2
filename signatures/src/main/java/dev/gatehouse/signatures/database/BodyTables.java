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
 * @param longGrams grams of 8 bytes
 * @param mediumGrams grams of 4 bytes that the scan steps over
 * @param narrowGrams grams of 3 bytes that are looked for at every second position
 * @param shortHeads for each pair of bytes, read little-endian, its first posting plus 1, or 0; empty when no segment
 *     has a short anchor
 * @param everywhere segments that are tried at every position
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
        GramTable longGrams,
        GramTable mediumGrams,
        GramTable narrowGrams,
        IntTable shortHeads,
        IntTable everywhere,
        int before,
        int after) {}
