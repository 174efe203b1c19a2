package dev.gatehouse.signatures.match;

import java.util.Arrays;

/**
 * The places where a segment ended, as spans of neighbouring positions in ascending order: a file of one byte value
 * makes one span, not one entry a byte. When the next segment may follow at any distance, the first end is enough.
 */
final class EndSpans {

    private long[] first = new long[2];
    private long[] last = new long[2];
    private long[] patternStart = new long[2];
    private int size;

    int size() {
        return size;
    }

    void add(long end, long start, long reach) {
        if (reach == Long.MAX_VALUE) {
            addEarliest(end, start);
            return;
        }
        int at = size;
        while (at > 0 && first[at - 1] > end) {
            at--;
        }
        if (at > 0 && end <= last[at - 1] + 1) {
            last[at - 1] = Math.max(last[at - 1], end);
        } else {
            dropBefore(end - reach);
            at = Math.min(at, size);
            while (at > 0 && first[at - 1] > end) {
                at--;
            }
            insert(at, end, start);
        }
    }

    private void addEarliest(long end, long start) {
        if (size == 0 || end < first[0]) {
            first[0] = end;
            last[0] = end;
            patternStart[0] = start;
            size = 1;
        }
    }

    /** Ends so far back that nothing can follow them any more. A segment may be seen late by its own length. */
    private void dropBefore(long position) {
        int dropped = 0;
        while (dropped < size && last[dropped] < position - SLACK_BYTES) {
            dropped++;
        }
        if (dropped > 0) {
            System.arraycopy(first, dropped, first, 0, size - dropped);
            System.arraycopy(last, dropped, last, 0, size - dropped);
            System.arraycopy(patternStart, dropped, patternStart, 0, size - dropped);
            size -= dropped;
        }
    }

    private static final int SLACK_BYTES = 16 << 10;

    private void insert(int at, long end, long start) {
        if (size == first.length) {
            first = Arrays.copyOf(first, size * 2);
            last = Arrays.copyOf(last, size * 2);
            patternStart = Arrays.copyOf(patternStart, size * 2);
        }
        System.arraycopy(first, at, first, at + 1, size - at);
        System.arraycopy(last, at, last, at + 1, size - at);
        System.arraycopy(patternStart, at, patternStart, at + 1, size - at);
        first[at] = end;
        last[at] = end;
        patternStart[at] = start;
        size++;
    }

    long patternStart(long position, long min, long max) {
        long latest = position - min;
        long earliest = max == Long.MAX_VALUE ? Long.MIN_VALUE : position - max;
        for (int i = size - 1; i >= 0 && last[i] >= earliest; i--) {
            if (first[i] <= latest) {
                return patternStart[i];
            }
        }
        return -1;
    }
}
