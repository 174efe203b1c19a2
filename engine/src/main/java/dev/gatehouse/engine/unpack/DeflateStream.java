package dev.gatehouse.engine.unpack;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Inflates raw deflate data (RFC 1951). When it ends, the source stands at the first byte after the data, so that
 * whatever follows can be read. Must be closed, as the JDK's inflater holds native memory.
 */
final class DeflateStream extends InputStream {

    private static final int INPUT_BYTES = 8 << 10;

    private final SourceStream source;
    private final Inflater inflater = new Inflater(true);
    private final byte[] input;
    private final byte[] one = new byte[1];
    private boolean finished;
    private @Nullable Fault fault;

    DeflateStream(SourceStream source) {
        this.source = source;
        this.input = new byte[Math.clamp(source.bufferBytes(), 1, INPUT_BYTES)];
    }

    @Override
    public int read() throws IOException {
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (finished) {
            return -1;
        }
        if (fault != null) {
            throw fault;
        }
        long before = inflater.getBytesWritten();
        try {
            while (length > 0) {
                int count = inflater.inflate(target, offset, length);
                if (count > 0) {
                    return count;
                }
                if (inflater.finished()) {
                    finished = true;
                    source.position(source.position() - inflater.getRemaining());
                    return -1;
                }
                if (inflater.needsDictionary()) {
                    throw Fault.malformed("the deflate data wants a dictionary");
                }
                int filled = source.read(input, 0, input.length);
                if (filled < 0) {
                    throw new EOFException();
                }
                inflater.setInput(input, 0, filled);
            }
            return 0;
        } catch (DataFormatException e) {
            Fault damage = Fault.malformed("the deflate data is damaged: " + e.getMessage());
            int salvaged = (int) (inflater.getBytesWritten() - before);
            if (salvaged > 0) {
                fault = damage;
                return salvaged;
            }
            throw damage;
        }
    }

    @Override
    public void close() {
        finished = true;
        inflater.end();
    }
}
