package dev.gatehouse.signatures.match;

import java.util.Arrays;

/** A small set of positions in ascending order. */
final class Positions {

    private int[] positions = new int[16];
    private int size;

    int size() {
        return size;
    }

    int get(int index) {
        return positions[index];
    }

    void clear() {
        size = 0;
    }

    void setTo(int position) {
        positions[0] = position;
        size = 1;
    }

    /** Adds a position wherever it belongs; nearly always that is the end. */
    void add(int position) {
        int at = size;
        while (at > 0 && positions[at - 1] > position) {
            at--;
        }
        if (at > 0 && positions[at - 1] == position) {
            return;
        }
        if (size == positions.length) {
            positions = Arrays.copyOf(positions, size * 2);
        }
        System.arraycopy(positions, at, positions, at + 1, size - at);
        positions[at] = position;
        size++;
    }

    /**
     * Adds all positions from one to another, both included. Ranges come in ascending order, so those below the last
     * position are there already.
     */
    void addRange(int from, int to) {
        int start = size > 0 ? Math.max(from, positions[size - 1] + 1) : from;
        for (int position = start; position <= to; position++) {
            add(position);
        }
    }

    void swap(Positions other) {
        int[] array = positions;
        positions = other.positions;
        other.positions = array;
        int count = size;
        size = other.size;
        other.size = count;
    }
}
