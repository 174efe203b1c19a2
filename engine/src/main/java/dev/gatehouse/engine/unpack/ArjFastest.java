package dev.gatehouse.engine.unpack;

import java.io.IOException;

/**
 * ARJ's method 4. A number comes as a row of ones that says how wide it is, then its bits. The first number of each
 * step is 0 before a literal byte, else it tells a match's length, and a second number its distance.
 */
final class ArjFastest implements DecodedStream.Decoder {

    private static final int SHORTEST_MATCH = 3;
    private static final int LENGTH_WIDTH = 0;
    private static final int LENGTH_WIDEST = 7;
    private static final int DISTANCE_WIDTH = 9;
    private static final int DISTANCE_WIDEST = 13;

    private final BitSource bits;
    private final ArjWindow window = new ArjWindow();
    private long left;

    /** Decodes so many bytes. */
    ArjFastest(SourceStream source, long bytes) {
        this.bits = new BitSource(source);
        this.left = bytes;
    }

    @Override
    public int next() throws IOException {
        if (left <= 0) {
            return -1;
        }
        left--;
        if (window.copyLeft() == 0) {
            int step = number(LENGTH_WIDTH, LENGTH_WIDEST);
            if (step == 0) {
                byte literal = (byte) bits.read(8);
                window.put(literal);
                return literal & 0xff;
            }
            window.match(number(DISTANCE_WIDTH, DISTANCE_WIDEST) + 1, step - 1 + SHORTEST_MATCH);
        }
        return window.copy() & 0xff;
    }

    private int number(int narrowest, int widest) throws IOException {
        int width = narrowest;
        int base = 0;
        while (width < widest && bits.read(1) == 1) {
            base += 1 << width;
            width++;
        }
        return base + (width == 0 ? 0 : bits.read(width));
    }
}
