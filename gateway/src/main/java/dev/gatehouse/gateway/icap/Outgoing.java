package dev.gatehouse.gateway.icap;

import dev.gatehouse.engine.content.Content;
import dev.gatehouse.gateway.net.Link;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** What a client is answered, and whether anything of the answer is out already. */
final class Outgoing {

    private static final byte[] GO_ON = (Status.CONTINUE.line() + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
    private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int CHUNK_BYTES = 64 << 10;
    /** A chunk's size in hexadecimal digits before it, and a line's end. */
    private static final int BEFORE = 10;

    private final Link link;
    private boolean begun;

    Outgoing(Link link) {
        this.link = link;
    }

    /** Asks for what follows the preview. */
    void goOn() throws IOException {
        link.write(ByteBuffer.wrap(GO_ON));
    }

    /** Whether the answer is out, at least in part, so that no other can be given. */
    boolean begun() {
        return begun;
    }

    /** Writes pieces, in one go. */
    void write(byte[]... pieces) throws IOException {
        int length = 0;
        for (byte[] piece : pieces) {
            length += piece.length;
        }
        ByteBuffer all = ByteBuffer.allocate(length);
        for (byte[] piece : pieces) {
            all.put(piece);
        }
        begun = true;
        link.write(all.flip());
    }

    /** Writes a body. */
    void body(Content content) throws IOException {
        byte[] buffer = new byte[(int) Math.min(CHUNK_BYTES, content.size()) + BEFORE + 2];
        long position = 0;
        while (position < content.size()) {
            int wanted = (int) Math.min(buffer.length - BEFORE - 2, content.size() - position);
            int count = content.read(position, buffer, BEFORE, wanted);
            if (count <= 0) {
                throw new EOFException("the kept body ends too soon");
            }
            byte[] size = (Integer.toHexString(count) + "\r\n").getBytes(StandardCharsets.US_ASCII);
            int start = BEFORE - size.length;
            System.arraycopy(size, 0, buffer, start, size.length);
            buffer[BEFORE + count] = '\r';
            buffer[BEFORE + count + 1] = '\n';
            link.write(ByteBuffer.wrap(buffer, start, size.length + count + 2));
            position += count;
        }
        link.write(ByteBuffer.wrap(LAST_CHUNK));
    }

    /** A body of a few bytes, at least one, as chunks. */
    static byte[] chunked(byte[] body) {
        byte[] size = (Integer.toHexString(body.length) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        ByteBuffer all = ByteBuffer.allocate(size.length + body.length + 2 + LAST_CHUNK.length);
        all.put(size).put(body).put((byte) '\r').put((byte) '\n').put(LAST_CHUNK);
        return all.array();
    }
}
