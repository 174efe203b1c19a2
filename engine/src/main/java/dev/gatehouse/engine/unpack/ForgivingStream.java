package dev.gatehouse.engine.unpack;

import java.io.IOException;
import java.io.InputStream;

/** Decoded bytes whose decoder complains of what is no fault: the complaint counts as the end. */
final class ForgivingStream extends InputStream {

    /** Tells complaints that are no faults. */
    interface Forgiveness {
        /** Whether a complaint that comes after so many bytes is none. */
        boolean forgives(IOException complaint, long given);
    }

    private final InputStream bytes;
    private final Forgiveness forgiveness;
    private final byte[] one = new byte[1];
    private long given;
    private boolean forgiven;

    ForgivingStream(InputStream bytes, Forgiveness forgiveness) {
        this.bytes = bytes;
        this.forgiveness = forgiveness;
    }

    @Override
    public int read() throws IOException {
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (forgiven) {
            return -1;
        }
        try {
            int count = bytes.read(target, offset, length);
            given += Math.max(0, count);
            return count;
        } catch (StopUnpacking e) {
            throw e;
        } catch (IOException e) {
            if (!forgiveness.forgives(e, given)) {
                throw e;
            }
            forgiven = true;
            return -1;
        }
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }
}
