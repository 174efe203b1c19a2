package dev.gatehouse.signatures.clamav;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Lines of bytes, one at a time, in a buffer that is used again: nothing is allocated for a line. A line ends with a
 * line feed; carriage returns before it do not count.
 */
final class LineReader {

    /** The longest line, in bytes: ClamAV reads lines into 8192 bytes with a line feed and a final zero. */
    static final int MAX_LINE = 8190;

    private static final int BUFFER_SIZE = 1 << 18;

    private final InputStream input;
    private final byte[] buffer;
    private int position;
    private int limit;
    private boolean ended;

    private int start;
    private int end;
    private int number;
    private boolean tooLong;

    LineReader(InputStream input) {
        this.input = input;
        this.buffer = new byte[BUFFER_SIZE];
    }

    /** Over a block of a source, which has so many lines before it. */
    LineReader(LineBlocks.Block block) {
        this.input = InputStream.nullInputStream();
        // one byte more, so that the end of the input is seen
        this.buffer = Arrays.copyOf(block.bytes(), block.bytes().length + 1);
        this.limit = block.bytes().length;
        this.number = block.linesBefore();
    }

    /** Goes to the next line; false when there is none. */
    boolean next() throws IOException {
        tooLong = false;
        int from = position;
        while (true) {
            int feed = indexOfLineFeed(from);
            if (feed >= 0) {
                setLine(position, feed);
                position = feed + 1;
                return true;
            }
            if (limit - position > MAX_LINE) {
                tooLong = true;
                // What is kept of an overlong line is only shown, so its tail may go.
                limit = position + MAX_LINE;
            }
            from = refill();
            if (ended) {
                if (limit == position) {
                    return false;
                }
                setLine(position, limit);
                position = limit;
                return true;
            }
        }
    }

    private int indexOfLineFeed(int from) {
        byte[] bytes = buffer;
        int to = limit;
        for (int i = from; i < to; i++) {
            if (bytes[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    /** Reads more behind what is left; returns where the new bytes begin. */
    private int refill() throws IOException {
        int left = limit - position;
        System.arraycopy(buffer, position, buffer, 0, left);
        position = 0;
        limit = left;
        int count = input.read(buffer, limit, buffer.length - limit);
        if (count < 0) {
            ended = true;
        } else {
            limit += count;
        }
        return left;
    }

    private void setLine(int from, int to) {
        int last = to;
        while (last > from && buffer[last - 1] == '\r') {
            last--;
        }
        start = from;
        end = last;
        tooLong |= last - from > MAX_LINE;
        if (tooLong) {
            end = Math.min(last, from + MAX_LINE);
        }
        number++;
    }

    /** Where the line's bytes are: from {@link #start} to {@link #end}, until the next call of {@link #next}. */
    byte[] bytes() {
        return buffer;
    }

    int start() {
        return start;
    }

    int end() {
        return end;
    }

    /** The line's number, from 1. */
    int number() {
        return number;
    }

    /** Whether the line is longer than {@link #MAX_LINE}; its end is then cut off. */
    boolean isTooLong() {
        return tooLong;
    }

    boolean isEmpty() {
        return start == end;
    }

    boolean isComment() {
        return start < end && buffer[start] == '#';
    }

    /** A piece of the line as text, each byte one character. */
    String text(int from, int to) {
        return new String(buffer, from, to - from, StandardCharsets.ISO_8859_1);
    }

    /** A copy of the line's bytes. */
    byte[] copy() {
        return Arrays.copyOfRange(buffer, start, end);
    }
}
