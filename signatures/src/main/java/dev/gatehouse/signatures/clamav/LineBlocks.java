package dev.gatehouse.signatures.clamav;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Cuts a source into blocks of whole lines, each of which can be parsed on its own. */
final class LineBlocks {

    /** Some thousand lines: enough to be worth handing over, few enough that what is made of them stays small. */
    static final int BLOCK_BYTES = 1 << 17;

    private final InputStream input;
    private final byte[] buffer = new byte[BLOCK_BYTES];
    private int filled;
    private int lines;
    private boolean ended;

    LineBlocks(InputStream input) {
        this.input = input;
    }

    /**
     * Whole lines, but for the last line of a source, which may want its line feed, and for a line that is longer than a
     * block, of which the rest is left out: it is far too long for any reader.
     *
     * @param bytes the lines
     * @param linesBefore how many lines the source has before them
     */
    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    record Block(byte[] bytes, int linesBefore) {}

    /** Whether there is nothing after the blocks so far. */
    boolean ended() {
        return ended && filled == 0;
    }

    /** The next block; empty at the end. */
    Block next() throws IOException {
        fill();
        int before = lines;
        int end = ended ? filled : lastLineEnd();
        boolean overlong = end == 0 && filled > 0;
        Block block = new Block(Arrays.copyOf(buffer, overlong ? filled : end), before);
        System.arraycopy(buffer, end, buffer, 0, filled - end);
        filled -= end;
        if (overlong) {
            skipLine();
        }
        return block;
    }

    private void fill() throws IOException {
        while (!ended && filled < buffer.length) {
            int count = input.read(buffer, filled, buffer.length - filled);
            if (count < 0) {
                ended = true;
            } else {
                filled += count;
            }
        }
    }

    /** Where the last whole line ends; on the way, counts lines. */
    private int lastLineEnd() {
        byte[] bytes = buffer;
        int end = 0;
        int count = 0;
        for (int i = 0; i < filled; i++) {
            if (bytes[i] == '\n') {
                end = i + 1;
                count++;
            }
        }
        lines += count;
        return end;
    }

    private void skipLine() throws IOException {
        lines++;
        filled = 0;
        while (true) {
            fill();
            for (int i = 0; i < filled; i++) {
                if (buffer[i] == '\n') {
                    System.arraycopy(buffer, i + 1, buffer, 0, filled - i - 1);
                    filled -= i + 1;
                    return;
                }
            }
            filled = 0;
            if (ended) {
                return;
            }
        }
    }
}
