package dev.gatehouse.signatures.match;

import dev.gatehouse.signatures.database.BodyTables;
import dev.gatehouse.signatures.database.ByteTable;
import dev.gatehouse.signatures.database.IntTable;
import dev.gatehouse.signatures.database.Op;
import dev.gatehouse.signatures.database.SegmentTable;
import dev.gatehouse.signatures.model.BodyPattern.Border;

/**
 * Tells whether a segment stands around a place in the window, and all the positions at which it may begin and end.
 *
 * <p>From the anchor run it goes backward and forward, keeping at each step the set of positions that can be reached; a
 * jump makes one position several, a run makes several fewer. No way is tried twice, so the work is bounded by the
 * segment's length times its jumps, whatever the bytes are.
 */
final class Verifier {

    private final SegmentTable segments;
    private final IntTable code;
    private final ByteTable pool;
    private final byte[] window;
    private final Positions starts = new Positions();
    private final Positions ends = new Positions();
    private final Positions scratch = new Positions();
    private long base;
    private int length;

    Verifier(BodyTables tables, byte[] window) {
        this.segments = tables.segments();
        this.code = tables.code();
        this.pool = tables.bytes();
        this.window = window;
    }

    /**
     * Says what the window holds from now on.
     *
     * @param base where in the stream the window begins, in bytes
     * @param length how many bytes of it are filled
     */
    void at(long base, int length) {
        this.base = base;
        this.length = length;
    }

    /** Whether a segment stands where its anchor run begins at an index of the window. */
    boolean verify(int segment, int run) {
        int runLength = segments.runLength(segment);
        boolean masked = (segments.flags(segment) & SegmentTable.MASKED) != 0;
        if (!standsAt(segments.runData(segment), runLength, masked, run)) {
            return false;
        }
        starts.setTo(run);
        ends.setTo(run + runLength);
        return backward(segments.backwardCode(segment), segments.backwardCount(segment))
                && forward(segments.forwardCode(segment), segments.forwardCount(segment));
    }

    int startCount() {
        return starts.size();
    }

    /** Where in the stream the segment may begin. */
    long start(int index) {
        return base + starts.get(index);
    }

    int endCount() {
        return ends.size();
    }

    /** Where in the stream the byte after the segment may be. */
    long end(int index) {
        return base + ends.get(index);
    }

    private boolean forward(int start, int count) {
        for (int i = 0; i < count && ends.size() > 0; i++) {
            step(start + i * Op.INTS, ends, true);
        }
        return ends.size() > 0;
    }

    private boolean backward(int start, int count) {
        for (int i = 0; i < count && starts.size() > 0; i++) {
            step(start + i * Op.INTS, starts, false);
        }
        return starts.size() > 0;
    }

    /** Replaces a set of positions by those that one operation leads to. */
    private void step(int op, Positions positions, boolean ahead) {
        scratch.clear();
        int first = code.get(op + 1);
        int second = code.get(op + 2);
        boolean third = code.get(op + 3) != 0;
        int kind = code.get(op);
        for (int i = 0; i < positions.size(); i++) {
            int at = positions.get(i);
            switch (kind) {
                case Op.RUN -> tryRun(first, second, third, at, ahead);
                case Op.ONE_OF -> {
                    int index = ahead ? at : at - 1;
                    if (index >= 0 && index < length && isIn(first, window[index] & 0xff)) {
                        scratch.add(ahead ? at + 1 : index);
                    }
                }
                case Op.ANY_OF -> tryStrings(first, second, third, at, ahead);
                case Op.JUMP -> {
                    int from = ahead ? at + first : Math.max(0, at - second);
                    int to = ahead ? Math.min(length, at + second) : at - first;
                    scratch.addRange(from, to);
                }
                case Op.EDGE -> {
                    Border border = new Border(Op.border(first), second != 0);
                    boolean holds = third
                            ? border.allowsBefore(byteAt(at), byteAt(at + 1))
                            : border.allowsAfter(byteAt(at - 1));
                    if (holds) {
                        scratch.add(at);
                    }
                }
                case Op.NEAR -> {
                    if (isNear(first, second & 0xff, second >>> 8, at, third)) {
                        scratch.add(at);
                    }
                }
                default -> throw new IllegalStateException("operation " + kind + " is not known");
            }
        }
        positions.swap(scratch);
    }

    private void tryRun(int data, int count, boolean masked, int at, boolean ahead) {
        int from = ahead ? at : at - count;
        if (standsAt(data, count, masked, from)) {
            scratch.add(ahead ? at + count : from);
        }
    }

    private void tryStrings(int strings, int count, boolean negated, int at, boolean ahead) {
        boolean any = false;
        int last = 0;
        for (int i = 0; i < count; i++) {
            int data = code.get(strings + 3 * i);
            last = code.get(strings + 3 * i + 1);
            boolean masked = code.get(strings + 3 * i + 2) != 0;
            int from = ahead ? at : at - last;
            if (standsAt(data, last, masked, from)) {
                any = true;
                if (!negated) {
                    scratch.add(ahead ? at + last : from);
                }
            }
        }
        int from = ahead ? at : at - last;
        if (negated && !any && from >= 0 && from + last <= length) {
            scratch.add(ahead ? at + last : from);
        }
    }

    private boolean standsAt(int data, int count, boolean masked, int at) {
        if (at < 0 || at + count > length) {
            return false;
        }
        if (masked) {
            for (int i = 0; i < count; i++) {
                if ((window[at + i] & pool.get(data + count + i)) != pool.get(data + i)) {
                    return false;
                }
            }
        } else {
            for (int i = 0; i < count; i++) {
                if (window[at + i] != pool.get(data + i)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** A byte of the window; beyond it there is nothing, for it holds all that a segment may ask for. */
    private int byteAt(int index) {
        return index < 0 || index >= length ? Border.PART_EDGE : window[index] & 0xff;
    }

    private boolean isNear(int single, int min, int max, int at, boolean ahead) {
        for (int between = min; between <= max; between++) {
            int value = byteAt(ahead ? at + between : at - 1 - between);
            if (value != Border.PART_EDGE && (value & pool.get(single + 1) & 0xff) == (pool.get(single) & 0xff)) {
                return true;
            }
        }
        return false;
    }

    private boolean isIn(int set, int value) {
        return (pool.get(set + (value >>> 3)) >>> (value & 7) & 1) != 0;
    }
}
