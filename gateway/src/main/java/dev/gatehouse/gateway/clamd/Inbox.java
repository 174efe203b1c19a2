package dev.gatehouse.gateway.clamd;

import dev.gatehouse.gateway.net.Link;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What a client sends, read in large pieces: commands, and the bytes that follow one. Used by the connection's thread
 * alone.
 */
final class Inbox {

    /** A command longer than this many bytes is none: room for the longest path, as clamd has it. */
    static final int LONGEST_COMMAND = 4104;

    private static final int ROOM_BYTES = 64 << 10;

    private final Link link;
    private final byte[] bytes = new byte[ROOM_BYTES];
    private final ByteBuffer room = ByteBuffer.wrap(bytes);
    private int from;
    private int to;

    Inbox(Link link) {
        this.link = link;
    }

    /** Takes what follows a command. */
    @FunctionalInterface
    interface Taker {
        void take(byte[] from, int offset, int length) throws IOException, InterruptedException;
    }

    /**
     * Waits for the next command.
     *
     * @return nothing when the client has left
     * @throws ProtocolException if it leaves within a command, or the command has no end
     */
    Optional<Request> next() throws IOException {
        if (from == to && !fillFirst()) {
            return Optional.empty();
        }
        return switch (bytes[from]) {
            case 'z' -> Optional.of(ended(Request.Form.ZERO));
            case 'n' -> Optional.of(ended(Request.Form.LINE));
            default -> Optional.of(bare());
        };
    }

    private Request ended(Request.Form form) throws IOException {
        int end = from + 1;
        while (true) {
            for (; end < to; end++) {
                if (bytes[end] == form.end() && end - from <= LONGEST_COMMAND) {
                    Request request = Request.of(text(from + 1, end), form);
                    from = end + 1;
                    return request;
                }
            }
            if (to - from >= LONGEST_COMMAND) {
                throw new ProtocolException("a command of more than " + LONGEST_COMMAND + " bytes");
            }
            int read = end - from;
            if (!fill()) {
                throw new ProtocolException("it left within a command");
            }
            end = from + read;
        }
    }

    /** What came in one go is one command: some clients send no end, and wait. */
    private Request bare() {
        int end = from;
        while (end < to && bytes[end] != '\n') {
            end++;
        }
        Request request = Request.of(text(from, Math.min(end, from + LONGEST_COMMAND)), Request.Form.BARE);
        from = to;
        return request;
    }

    private String text(int start, int end) {
        return new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
    }

    /** Whether there is a further command, or the beginning of one, without waiting. */
    boolean hasMore() {
        return from < to;
    }

    /**
     * The next four bytes as a number, the most significant first.
     *
     * @throws ProtocolException if the client leaves before
     */
    long length() throws IOException {
        while (to - from < Integer.BYTES) {
            require(fill());
        }
        int length = room.getInt(from);
        from += Integer.BYTES;
        return Integer.toUnsignedLong(length);
    }

    /**
     * Hands on the next bytes.
     *
     * @throws ProtocolException if the client leaves before
     */
    void pass(long count, Taker taker) throws IOException, InterruptedException {
        long left = count;
        while (left > 0) {
            if (from == to) {
                require(fill());
            }
            int piece = (int) Math.min(left, to - from);
            taker.take(bytes, from, piece);
            from += piece;
            left -= piece;
        }
    }

    private static void require(boolean filled) throws ProtocolException {
        if (!filled) {
            throw new ProtocolException("it left within a stream");
        }
    }

    private boolean fillFirst() throws IOException {
        from = 0;
        to = Math.max(0, link.readFirst(room.clear()));
        return to > 0;
    }

    private boolean fill() throws IOException {
        if (from == to) {
            from = 0;
            to = 0;
        } else if (to == bytes.length || from > bytes.length / 2) {
            System.arraycopy(bytes, from, bytes, 0, to - from);
            to -= from;
            from = 0;
        }
        int count = link.read(room.limit(bytes.length).position(to));
        to += Math.max(0, count);
        return count >= 0;
    }
}
