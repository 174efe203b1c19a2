package dev.gatehouse.backend.icap;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/**
 * Reads what a server sends, trusting nothing: every line, header and chunk is bounded, and the outcome does not depend
 * on how the bytes are split into packets. One a connection.
 */
final class ReplyReader {

    private final InputStream in;
    private final byte[] buffer = new byte[16 << 10];
    private int position;
    private int limit;
    private boolean begun;

    ReplyReader(InputStream in) {
        this.in = in;
    }

    /** Forgets what came before: {@link #begun} is false until the next byte. */
    void expectReply() {
        begun = position < limit;
    }

    /** Whether a byte came since {@link #expectReply}. */
    boolean begun() {
        return begun;
    }

    /** Whether bytes came that nobody asked for. */
    boolean hasLeftover() {
        return position < limit;
    }

    /**
     * The status line and fields of an ICAP message, RFC 3507, section 4.3.
     *
     * @throws EOFException if the connection ends within it
     */
    ReplyHead head() throws IOException, BadReplyException {
        String line = line(Bounds.LINE_BYTES);
        StatusLine status = StatusLine.parse(line, "ICAP");
        return new ReplyHead(status, fields());
    }

    /** Fields up to the empty line that ends them. */
    Fields fields() throws IOException, BadReplyException {
        List<Fields.Field> fields = new ArrayList<>();
        int bytes = 0;
        int count = 0;
        String name = "";
        List<String> lines = new ArrayList<>();
        while (true) {
            String line = line(Bounds.LINE_BYTES);
            bytes += line.length() + 2;
            count++;
            if (bytes > Bounds.HEADER_BYTES || count > Bounds.HEADER_LINES) {
                throw new BadReplyException("a header without end");
            }
            if (!line.isEmpty() && (line.charAt(0) == ' ' || line.charAt(0) == '\t')) {
                if (name.isEmpty()) {
                    throw new BadReplyException("a header begins with a folded line");
                }
                lines.add(line.strip());
                continue;
            }
            if (!name.isEmpty()) {
                fields.add(new Fields.Field(name, lines));
                lines.clear();
            }
            if (line.isEmpty()) {
                return new Fields(fields);
            }
            int colon = line.indexOf(':');
            name = colon < 0 ? "" : line.substring(0, colon);
            if (!isToken(name)) {
                throw new BadReplyException("a line in a header that is no field: " + Text.shown(line));
            }
            lines.add(line.substring(colon + 1).strip());
        }
    }

    /** The next bytes as text; for encapsulated headers, whose length is known. */
    byte[] exactly(int length) throws IOException {
        byte[] bytes = new byte[length];
        int done = 0;
        while (done < length) {
            fill();
            int count = Math.min(length - done, limit - position);
            System.arraycopy(buffer, position, bytes, done, count);
            position += count;
            done += count;
        }
        return bytes;
    }

    /** What is done with the bytes of a body. */
    @FunctionalInterface
    interface Sink {
        /** Takes the next bytes; false ends the reading. */
        boolean take(byte[] bytes, int offset, int length) throws IOException;
    }

    /**
     * How a body ended.
     *
     * @param whole whether the last chunk was read; otherwise the sink wanted no more
     * @param originalFrom where in the file the server wants the client to go on by itself: the extension
     *     {@code use-original-body} of the last chunk, which comes with status 206
     * @param trailers the fields after the last chunk
     */
    record BodyEnd(boolean whole, OptionalLong originalFrom, Fields trailers) {}

    /** A body in chunks, RFC 9112, section 7.1; extensions other than {@code use-original-body} are passed over. */
    BodyEnd body(Sink sink) throws IOException, BadReplyException {
        while (true) {
            Chunk chunk = Chunk.parse(line(Bounds.CHUNK_LINE_BYTES));
            if (chunk.size() == 0) {
                return new BodyEnd(true, chunk.originalFrom(), fields());
            }
            long left = chunk.size();
            while (left > 0) {
                fill();
                int count = (int) Math.min(left, limit - position);
                boolean more = sink.take(buffer, position, count);
                position += count;
                left -= count;
                if (!more) {
                    return new BodyEnd(false, OptionalLong.empty(), Fields.NONE);
                }
            }
            if (!line(Bounds.CHUNK_LINE_BYTES).isEmpty()) {
                throw new BadReplyException("a chunk is longer than it says");
            }
        }
    }

    /** A line without its end, which is CR LF or a bare LF. */
    private String line(int longest) throws IOException, BadReplyException {
        byte[] line = new byte[128];
        int length = 0;
        while (true) {
            fill();
            byte next = buffer[position++];
            if (next == '\n') {
                break;
            }
            if (length == longest) {
                throw new BadReplyException("a line of more than " + longest + " bytes");
            }
            if (length == line.length) {
                line = Arrays.copyOf(line, Math.min(longest, line.length * 2));
            }
            line[length++] = next;
        }
        if (length > 0 && line[length - 1] == '\r') {
            length--;
        }
        for (int i = 0; i < length; i++) {
            if ((line[i] >= 0 && line[i] < ' ' && line[i] != '\t') || line[i] == 0x7f) {
                throw new BadReplyException("a control character in a header");
            }
        }
        return StandardCharsets.UTF_8.decode(ByteBuffer.wrap(line, 0, length)).toString();
    }

    private void fill() throws IOException {
        if (position < limit) {
            return;
        }
        int count = in.read(buffer, 0, buffer.length);
        if (count < 0) {
            throw new EOFException("the server closed the connection");
        }
        if (count > 0) {
            begun = true;
        }
        position = 0;
        limit = count;
        if (count == 0) {
            throw new IOException("the stream gave no bytes");
        }
    }

    private static boolean isToken(String name) {
        if (name.isEmpty()) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            char letter = name.charAt(i);
            if (letter <= ' ' || letter >= 0x7f || "()<>@,;:\\\"/[]?={}".indexOf(letter) >= 0) {
                return false;
            }
        }
        return true;
    }
}
