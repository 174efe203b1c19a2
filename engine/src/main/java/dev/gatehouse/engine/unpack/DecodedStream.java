package dev.gatehouse.engine.unpack;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The stream of a decoder that yields byte by byte. Once the decoder has thrown, so does every read: a decoder that is
 * asked again would go on with nonsense.
 */
final class DecodedStream extends InputStream {

    /** Yields decoded bytes. */
    interface Decoder {
        /** The next byte, 0 to 255, or -1 at the end. */
        int next() throws IOException;
    }

    private final Decoder decoder;
    private @Nullable IOException failure;

    DecodedStream(Decoder decoder) {
        this.decoder = decoder;
    }

    @Override
    public int read() throws IOException {
        if (failure != null) {
            throw failure;
        }
        try {
            return decoder.next();
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        int done = 0;
        while (done < length) {
            int next;
            try {
                next = read();
            } catch (StopUnpacking e) {
                throw e;
            } catch (IOException e) {
                if (done == 0) {
                    throw e;
                }
                return done;
            }
            if (next < 0) {
                break;
            }
            target[offset + done++] = (byte) next;
        }
        return done == 0 && length > 0 ? -1 : done;
    }
}
