package dev.gatehouse.engine.unpack;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Inflates what follows a zlib header (RFC 1950) in a stream, without its checksum, which readers of documents do not
 * check either. Where nothing looks like a header the bytes are taken as bare deflate data. All bytes before a fault
 * are given. Must be closed, as the JDK's inflater holds native memory; the other stream stays open.
 */
final class InflatedStream extends InputStream {

    private static final int INPUT_BYTES = 4 << 10;

    private final InputStream packed;
    private final Inflater inflater = new Inflater(true);
    private final byte[] input = new byte[INPUT_BYTES];
    private final byte[] one = new byte[1];
    private boolean begun;
    private boolean finished;
    private @Nullable IOException fault;

    InflatedStream(InputStream packed) {
        this.packed = packed;
    }

    @Override
    public int read() throws IOException {
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (finished || length == 0) {
            return finished ? -1 : 0;
        }
        if (fault != null) {
            throw fault;
        }
        long before = inflater.getBytesWritten();
        try {
            if (!begun) {
                begun = true;
                header();
            }
            while (true) {
                int count = inflater.inflate(target, offset, length);
                if (count > 0) {
                    return count;
                }
                if (inflater.finished()) {
                    finished = true;
                    return -1;
                }
                if (inflater.needsDictionary()) {
                    throw Fault.malformed("the deflate data wants a dictionary");
                }
                int filled = packed.read(input, 0, input.length);
                if (filled < 0) {
                    throw new EOFException();
                }
                inflater.setInput(input, 0, filled);
            }
        } catch (DataFormatException e) {
            IOException damage = Fault.malformed("the deflate data is damaged: " + e.getMessage());
            fault = damage;
            int salvaged = (int) (inflater.getBytesWritten() - before);
            if (salvaged > 0) {
                return salvaged;
            }
            throw damage;
        }
    }

    private void header() throws IOException {
        int filled = packed.readNBytes(input, 0, 2);
        boolean zlib = filled == 2
                && (input[0] & 0xf) == 8
                && ((input[0] & 0xff) << 8 | (input[1] & 0xff)) % 31 == 0
                && (input[1] & 0x20) == 0;
        if (!zlib) {
            inflater.setInput(input, 0, filled);
        }
    }

    @Override
    public void close() {
        finished = true;
        inflater.end();
    }
}
