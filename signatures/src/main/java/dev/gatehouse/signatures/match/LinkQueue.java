package dev.gatehouse.signatures.match;

import java.util.Arrays;

/** Verified segments of patterns that have more than one, of one block, to be joined in the order of the stream. */
final class LinkQueue {

    /** More in one block means bytes made to slow us down; what does not fit is reported. */
    private static final int MAX_ENTRIES = 1 << 20;

    private long[] entries = new long[64];
    private int size;
    private boolean overflowed;

    void add(int run, int segment) {
        if (size == entries.length) {
            if (size == MAX_ENTRIES) {
                overflowed = true;
                return;
            }
            entries = Arrays.copyOf(entries, size * 2);
        }
        entries[size++] = (long) run << 32 | segment;
    }

    boolean isEmpty() {
        return size == 0;
    }

    boolean overflowed() {
        return overflowed;
    }

    int size() {
        return size;
    }

    int run(int index) {
        return (int) (entries[index] >>> 32);
    }

    int segment(int index) {
        return (int) entries[index];
    }

    void sort() {
        Arrays.sort(entries, 0, size);
    }

    void drain() {
        size = 0;
    }

    void clear() {
        size = 0;
        overflowed = false;
    }
}
