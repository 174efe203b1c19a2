package dev.gatehouse.engine.unpack;

import dev.gatehouse.engine.content.Content;
import dev.gatehouse.engine.content.ContentLostException;
import dev.gatehouse.spi.Deadline;
import dev.gatehouse.spi.ReasonCode;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * Reads numbers and names anywhere in a content through one small window, which lies ahead of who reads onward and
 * behind who reads backward. Each move of the window asks the deadline, so
 * that loops over a content end in time without asking themselves. Reading past the end is an {@link EOFException}.
 */
final class ByteView {

    private static final int WINDOW_BYTES = 8 << 10;
    /** Read where the view jumps to: most jumps are to a header of which little is wanted. */
    private static final int GLIMPSE_BYTES = 256;

    private final Content content;
    private final Deadline deadline;
    private final byte[] window;
    private long windowStart;
    private int windowBytes;

    ByteView(Content content, Deadline deadline) {
        this.content = content;
        this.deadline = deadline;
        this.window = new byte[(int) Math.min(WINDOW_BYTES, Math.max(1, content.size()))];
    }

    long size() {
        return content.size();
    }

    int u8(long position) throws IOException {
        long index = position - windowStart;
        if (index < 0 || index >= windowBytes) {
            move(position);
            index = position - windowStart;
        }
        return window[(int) index] & 0xff;
    }

    int u16le(long position) throws IOException {
        return u8(position) | u8(position + 1) << 8;
    }

    int u16be(long position) throws IOException {
        return u8(position) << 8 | u8(position + 1);
    }

    long u32le(long position) throws IOException {
        return u16le(position) | (long) u16le(position + 2) << 16;
    }

    long u32be(long position) throws IOException {
        return (long) u16be(position) << 16 | u16be(position + 2);
    }

    /** A 64-bit number; those above 2^63 come out negative. */
    long u64le(long position) throws IOException {
        return u32le(position) | u32le(position + 4) << 32;
    }

    /** Whether these ASCII characters stand there. */
    boolean has(long position, String ascii) throws IOException {
        if (position < 0 || position > size() - ascii.length()) {
            return false;
        }
        for (int i = 0; i < ascii.length(); i++) {
            if (u8(position + i) != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    byte[] bytes(long position, int length) throws IOException {
        if (position < 0 || position > size() - length) {
            throw new EOFException();
        }
        byte[] target = new byte[length];
        read(position, target, length);
        return target;
    }

    /** Text of so many bytes. */
    String text(long position, int length, Charset charset) throws IOException {
        return new String(bytes(position, length), charset);
    }

    /** Text up to a NUL, the content's end or so many bytes, as Latin-1: every byte keeps its value. */
    String zeroEnded(long position, int longest) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < longest && position + i < size(); i++) {
            int next = u8(position + i);
            if (next == 0) {
                break;
            }
            text.append((char) next);
        }
        return Names.decode(text.toString().getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Where the first byte other than zero stands, from a position on; the size if there is none. */
    long skipZeros(long position) throws IOException {
        long at = position;
        while (at < size() && u8(at) == 0) {
            at++;
        }
        return at;
    }

    private void move(long position) throws IOException {
        if (deadline.expired()) {
            throw new StopUnpacking();
        }
        if (position < 0 || position >= content.size()) {
            throw new EOFException();
        }
        boolean onward = windowBytes > 0 && position == windowStart + windowBytes;
        boolean backward = windowBytes > 0 && position == windowStart - 1;
        if (backward) {
            fill(Math.max(0, position - window.length + 1), window.length);
        } else {
            fill(position, onward ? window.length : Math.min(GLIMPSE_BYTES, window.length));
        }
        if (position >= windowStart + windowBytes) {
            fill(position, Math.min(GLIMPSE_BYTES, window.length));
        }
        if (windowBytes == 0) {
            throw new EOFException();
        }
    }

    private void fill(long position, int length) throws IOException {
        windowBytes = 0;
        windowStart = position;
        windowBytes = read(position, window, length);
    }

    private int read(long position, byte[] target, int length) throws IOException {
        try {
            return content.read(position, target, 0, length);
        } catch (ContentLostException e) {
            throw e;
        } catch (IOException e) {
            throw new Fault(ReasonCode.UNREADABLE, "cannot read at byte " + position, e);
        }
    }
}
