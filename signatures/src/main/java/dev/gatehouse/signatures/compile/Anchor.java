package dev.gatehouse.signatures.compile;

/**
 * Where a segment's anchor lies.
 *
 * @param kind how it is searched
 * @param piece the index of the run that holds it; 0 for {@link Kind#NONE}
 * @param offset where it begins within the run, in bytes
 */
record Anchor(Kind kind, int piece, int offset) {

    /**
     * How an anchor is searched: by grams of so many bytes, at every so many positions. An anchor is long enough that
     * one of its grams is met whatever the alignment.
     */
    enum Kind {
        /** Nearly all anchors are of this kind: the filter tells most, and the scan steps. */
        LONG(8, 4),
        /** For runs that are too short for a long anchor, or have none but common ones. */
        MEDIUM(4, 4),
        /** For runs of four to six bytes, or with one good place only: costs a look at every second position. */
        NARROW(3, 2),
        /** For runs of two or three bytes. */
        SHORT(2, 1),
        /** The segment is tried everywhere. */
        NONE(0, 1);

        private final int gramBytes;
        private final int stride;

        Kind(int gramBytes, int stride) {
            this.gramBytes = gramBytes;
            this.stride = stride;
        }

        /** Bytes of a gram. */
        int gramBytes() {
            return gramBytes;
        }

        /** How far the scan steps, in bytes; also how many grams an anchor has. */
        int stride() {
            return stride;
        }

        /** Bytes of an anchor. */
        int anchorBytes() {
            return gramBytes + stride - 1;
        }
    }
}
