package dev.gatehouse.gateway.milter;

import dev.gatehouse.gateway.net.Link;
import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * Cuts a connection's bytes into frames: four bytes of length, most significant first, and so many bytes. Memory follows
 * the bytes that arrived and never a length that was only claimed.
 */
final class FrameReader {

    /**
     * The longest frame. Pieces of a body have 65535 bytes, but Postfix sends a header line whole, which may be longer
     * ({@code header_size_limit}).
     */
    static final int MAX_LENGTH = 1 << 20;

    private static final int LENGTH_BYTES = 4;

    /** What an idle connection keeps; most frames but those of a body fit. */
    private static final int RESTING_BYTES = 4 << 10;

    private final Link link;
    private byte[] buffer = new byte[RESTING_BYTES];
    private int start;
    private int end;

    FrameReader(Link link) {
        this.link = link;
    }

    /**
     * Waits for a frame within a request.
     *
     * @return nothing when the client left after the frame before
     * @throws ProtocolException if it has an impossible length
     * @throws IOException if the client left in its middle, or is too slow
     */
    Optional<Frame> next() throws IOException {
        return next(false);
    }

    /** As {@link #next}, between requests: with the patience that there is for rest. */
    Optional<Frame> nextAfterRest() throws IOException {
        if (start == end) {
            start = 0;
            end = 0;
            if (buffer.length > RESTING_BYTES) {
                buffer = new byte[RESTING_BYTES];
            }
        }
        return next(true);
    }

    private Optional<Frame> next(boolean rested) throws IOException {
        if (!fill(LENGTH_BYTES, rested)) {
            return Optional.empty();
        }
        int length = length();
        fill(LENGTH_BYTES + length, false);
        Frame frame = new Frame(
                buffer[start + LENGTH_BYTES],
                ByteBuffer.wrap(buffer, start + LENGTH_BYTES + 1, length - 1).slice());
        start += LENGTH_BYTES + length;
        return Optional.of(frame);
    }

    private int length() throws ProtocolException {
        int length = ByteBuffer.wrap(buffer, start, LENGTH_BYTES).getInt();
        if (length < 1 || length > MAX_LENGTH) {
            throw new ProtocolException(
                    "a frame of " + Integer.toUnsignedLong(length) + " bytes; 1 to " + MAX_LENGTH + " may be");
        }
        return length;
    }

    /**
     * Whether the client does not want what is being worked on any more: it left, or its next frame ends the message.
     * Does not wait.
     */
    boolean givenUp() {
        try {
            if (start > 0) {
                System.arraycopy(buffer, start, buffer, 0, end - start);
                end -= start;
                start = 0;
            }
            if (end < buffer.length) {
                int count = link.poll(ByteBuffer.wrap(buffer, end, buffer.length - end));
                if (count < 0) {
                    return true;
                }
                end += count;
            }
        } catch (IOException e) {
            return true;
        }
        return end - start > LENGTH_BYTES
                && switch (buffer[start + LENGTH_BYTES]) {
                    case 'A', 'Q', 'K' -> true;
                    default -> false;
                };
    }

    /** Whether so many bytes are there; not so only if the client left before the first of them. */
    private boolean fill(int wanted, boolean rested) throws IOException {
        while (end - start < wanted) {
            makeRoom(wanted);
            ByteBuffer free = ByteBuffer.wrap(buffer, end, buffer.length - end);
            int count = rested && start == end ? link.readFirst(free) : link.read(free);
            if (count < 0) {
                if (start == end && wanted == LENGTH_BYTES) {
                    return false;
                }
                throw new EOFException("the client left in the middle of a frame");
            }
            end += count;
        }
        return true;
    }

    /** Makes room for at least one byte more, and for no more than twice of what arrived. */
    private void makeRoom(int wanted) {
        if (start > 0 && start + wanted > buffer.length) {
            System.arraycopy(buffer, start, buffer, 0, end - start);
            end -= start;
            start = 0;
        }
        if (end == buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.min(Math.max(wanted, RESTING_BYTES), 2 * buffer.length));
        }
    }
}
