package dev.gatehouse.signatures.database;

/**
 * By which bytes segments are found.
 *
 * @param longGrams grams of 8 bytes
 * @param mediumGrams grams of 4 bytes that the scan steps over
 * @param narrowGrams grams of 3 bytes that are looked for at every second position
 * @param shortHeads for each pair of bytes, read little-endian, its first posting plus 1, or 0; empty when no segment
 *     has a short anchor
 * @param everywhere segments that are tried at every position
 */
public record AnchorTables(
        GramTable longGrams, GramTable mediumGrams, GramTable narrowGrams, IntTable shortHeads, IntTable everywhere) {}
