package dev.gatehouse.gateway.icap;

import dev.gatehouse.gateway.net.Link;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** What a client sends: lines and stretches of bytes, however the network cuts them. */
final class Incoming {

    private static final int BUFFER_BYTES = 32 << 10;

    private final Link link;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int next;
    private int limit;

    Incoming(Link link) {
        this.link = link;
    }

    /** Waits for the next request, as long as a client may rest; false when the client has left instead. */
    boolean comes() throws IOException {
        if (next < limit) {
            return true;
        }
        int count = link.readFirst(ByteBuffer.wrap(buffer));
        next = 0;
        limit = Math.max(0, count);
        return count >= 0;
    }

    /** Whether there are bytes without a wait; false at the end. */
    private boolean fill() throws IOException {
        if (next < limit) {
            return true;
        }
        int count = link.read(ByteBuffer.wrap(buffer));
        next = 0;
        limit = Math.max(0, count);
        return count >= 0;
    }

    private void need() throws IOException {
        if (!fill()) {
            throw new EOFException("the client left in the middle of a request");
        }
    }

    /**
     * A line without its end, CR LF or LF alone.
     *
     * @param most how many bytes it may have
     */
    String line(int most) throws IOException, BadRequestException {
        StringBuilder line = new StringBuilder();
        while (true) {
            need();
            int at = next;
            while (at < limit && buffer[at] != '\n') {
                at++;
            }
            if (line.length() + (at - next) > most) {
                throw BadRequestException.malformed("a line or header of more than " + most + " bytes");
            }
            line.append(new String(buffer, next, at - next, StandardCharsets.ISO_8859_1));
            next = Math.min(limit, at + 1);
            if (at < limit) {
                if (!line.isEmpty() && line.charAt(line.length() - 1) == '\r') {
                    line.setLength(line.length() - 1);
                }
                return line.toString();
            }
        }
    }

    /** So many bytes. */
    byte[] bytes(int length) throws IOException {
        byte[] bytes = new byte[length];
        int done = 0;
        while (done < length) {
            need();
            int count = Math.min(length - done, limit - next);
            System.arraycopy(buffer, next, bytes, done, count);
            next += count;
            done += count;
        }
        return bytes;
    }

    /** Hands on so many bytes, as they come. */
    void hand(long length, BodySink sink) throws IOException, NotTakenException, InterruptedException {
        long left = length;
        while (left > 0) {
            need();
            int count = (int) Math.min(left, limit - next);
            sink.add(buffer, next, count);
            next += count;
            left -= count;
        }
    }

    /**
     * Reads and forgets what the client is still sending, so that the answer is not lost with the connection.
     *
     * @param most how many bytes at most
     * @param time how long at most, but for the last wait
     */
    void forget(long most, Duration time) throws IOException {
        long left = most;
        long end = System.nanoTime() + time.toNanos();
        while (left > 0 && System.nanoTime() - end < 0 && fill()) {
            left -= limit - next;
            next = limit;
        }
    }
}
