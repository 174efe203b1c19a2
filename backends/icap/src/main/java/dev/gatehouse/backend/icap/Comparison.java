package dev.gatehouse.backend.icap;

import dev.gatehouse.spi.Subject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.OptionalLong;

/** Holds the bytes that come back against the file, as they come. Keeps no more than the beginning. */
final class Comparison implements ReplyReader.Sink {

    private final Subject subject;
    private final ByteArrayOutputStream page = new ByteArrayOutputStream();
    private byte[] window = new byte[0];
    private long position;
    private boolean same = true;
    private long others;

    Comparison(Subject subject) {
        this.subject = subject;
    }

    @Override
    public boolean take(byte[] bytes, int offset, int length) throws IOException {
        int kept = Math.min(length, Bounds.PAGE_BYTES - page.size());
        page.write(bytes, offset, kept);
        if (same) {
            if (window.length < length) {
                window = new byte[length];
            }
            int count = subject.read(position, window, 0, length);
            same = count == length && Arrays.equals(window, 0, length, bytes, offset, offset + length);
            position += length;
        }
        if (!same) {
            others += length;
        }
        return others <= Bounds.DRAIN_BYTES;
    }

    /**
     * Whether all that came, and what the server wants the client to add by itself, is the file.
     *
     * @param originalFrom where the client shall go on with the file's own bytes
     */
    boolean isOriginal(OptionalLong originalFrom) {
        return same && (originalFrom.isPresent() ? originalFrom.getAsLong() == position : position == subject.size());
    }

    /** How the bytes began, as text. */
    String page() {
        return page.toString(StandardCharsets.UTF_8);
    }
}
