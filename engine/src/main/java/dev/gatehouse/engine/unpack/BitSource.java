package dev.gatehouse.engine.unpack;

import java.io.EOFException;
import java.io.IOException;

/** Bits of a stream, the highest of each byte first. */
final class BitSource {

    private final SourceStream source;
    private int held;
    private int count;

    BitSource(SourceStream source) {
        this.source = source;
    }

    /** The next bits, up to 16. */
    int read(int bits) throws IOException {
        while (count < bits) {
            int next = source.read();
            if (next < 0) {
                throw new EOFException();
            }
            held = (held << 8) | next;
            count += 8;
        }
        count -= bits;
        return (held >>> count) & ((1 << bits) - 1);
    }
}
