package dev.gatehouse.signatures.match;

import java.util.HashMap;
import java.util.Map;

/** For each segment that matched and has a segment to follow it, where it ended. */
final class LinkStates {

    /** All spans together; more means bytes made to slow us down, and is reported. */
    private static final int MAX_SPANS = 1 << 20;

    private final Map<Integer, EndSpans> ends = new HashMap<>();
    private int spans;
    private boolean overflowed;

    /**
     * Remembers an end of a segment.
     *
     * @param end the position after its last byte
     * @param patternStart where the pattern began
     * @param reach how far from an end the next segment may begin, in bytes
     */
    void add(int segment, long end, long patternStart, long reach) {
        EndSpans known = ends.computeIfAbsent(segment, key -> new EndSpans());
        if (spans >= MAX_SPANS) {
            overflowed = true;
            return;
        }
        int before = known.size();
        known.add(end, patternStart, reach);
        spans += known.size() - before;
    }

    /**
     * Where the pattern began whose segment ended from {@code min} to {@code max} bytes before a position, or -1 when
     * none did.
     */
    long patternStart(int segment, long position, long min, long max) {
        EndSpans known = ends.get(segment);
        return known == null ? -1 : known.patternStart(position, min, max);
    }

    boolean overflowed() {
        return overflowed;
    }

    void clear() {
        ends.clear();
        spans = 0;
        overflowed = false;
    }
}
