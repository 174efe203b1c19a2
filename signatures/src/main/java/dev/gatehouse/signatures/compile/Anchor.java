package dev.gatehouse.signatures.compile;

/**
 * Where a segment's anchor lies.
 *
 * @param kind how it is searched
 * @param piece the index of the run that holds it; 0 for {@link Kind#NONE}
 * @param offset where it begins within the run, in bytes
 * @param length how many bytes it has
 */
record Anchor(Kind kind, int piece, int offset, int length) {

    /** How an anchor is searched. */
    enum Kind {
        /** By grams of 8 bytes, with a stride. */
        LONG,
        /** By grams of 4 bytes. */
        MEDIUM,
        /** By grams of 2 bytes. */
        SHORT,
        /** The segment is tried everywhere. */
        NONE
    }
}
