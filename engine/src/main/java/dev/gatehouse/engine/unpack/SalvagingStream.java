package dev.gatehouse.engine.unpack;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Decoded bytes up to the very one before a fault. Decoders throw away what they had decoded in the call that fails:
 * up to a buffer's length, which is all of a small file. So after a fault the stream is decoded again, and from where
 * the failing call began byte by byte.
 */
final class SalvagingStream extends InputStream {

    /** Begins to decode from the start. */
    interface Opener {
        InputStream open() throws IOException;
    }

    /** Past so many bytes the last few are not worth decoding all again. */
    private static final long MOST_DECODED_AGAIN = 64 << 20;

    private static final int BUFFER_BYTES = 8 << 10;

    private final Opener opener;
    private final byte[] one = new byte[1];
    private @Nullable InputStream decoder;
    private long given;
    private boolean careful;

    /**
     * Begins to decode.
     *
     * @throws IOException if that fails at once
     */
    SalvagingStream(Opener opener) throws IOException {
        this.opener = opener;
        this.decoder = opener.open();
    }

    @Override
    public int read() throws IOException {
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        InputStream current = decoder;
        if (current == null) {
            throw new IOException("the stream is closed");
        }
        try {
            int count = current.read(target, offset, careful ? Math.min(1, length) : length);
            given += Math.max(0, count);
            return count;
        } catch (StopUnpacking e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            if (careful || given > MOST_DECODED_AGAIN || length == 0) {
                throw e;
            }
            careful = true;
            again();
            return read(target, offset, length);
        }
    }

    private void again() throws IOException {
        close();
        InputStream current = opener.open();
        decoder = current;
        byte[] buffer = new byte[BUFFER_BYTES];
        long left = given;
        while (left > 0) {
            int count = current.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (count < 0) {
                return;
            }
            left -= count;
        }
    }

    @Override
    public void close() throws IOException {
        InputStream current = decoder;
        decoder = null;
        if (current != null) {
            current.close();
        }
    }
}
