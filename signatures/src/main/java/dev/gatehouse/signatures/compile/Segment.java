package dev.gatehouse.signatures.compile;

import java.util.List;

/**
 * A stretch of a pattern that is of bounded length.
 *
 * @param link how it follows the segment before; the first segment's link is {@link Link#NONE}
 * @param pieces what it is made of, in order
 */
record Segment(Link link, List<Piece> pieces) {

    Segment {
        pieces = List.copyOf(pieces);
    }

    /**
     * The gap before a segment.
     *
     * @param min the fewest bytes between the end of the segment before and the start of this one
     * @param max the most; {@link Long#MAX_VALUE} for no bound
     */
    record Link(long min, long max) {
        static final Link NONE = new Link(0, Long.MAX_VALUE);
    }
}
