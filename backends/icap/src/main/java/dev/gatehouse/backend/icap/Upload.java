package dev.gatehouse.backend.icap;

import dev.gatehouse.spi.Subject;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * Sends one request with its file, on a thread of its own: a server may send the file back while it comes, and if both
 * sides only wrote, both would wait for ever.
 */
final class Upload implements Runnable {

    private static final int WINDOW_BYTES = 64 << 10;
    /** Room for a chunk's size before it, and for the ends of it and of the body behind it. */
    private static final int BEFORE = 18;

    private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] LAST_CHUNK_IN_PREVIEW = "0; ieof\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] LINE_END = "\r\n".getBytes(StandardCharsets.US_ASCII);

    private final byte[] head;
    private final Subject subject;
    private final OptionalInt preview;
    private final Wire wire;
    private final CountDownLatch previewAnswered = new CountDownLatch(1);
    private volatile boolean wanted;
    private volatile boolean whole;
    private volatile @Nullable String unreadable;

    /**
     * @param head everything before the body
     * @param preview how many bytes are sent before the server is asked whether it wants the rest
     */
    Upload(byte[] head, Subject subject, OptionalInt preview, Wire wire) {
        this.head = head;
        this.subject = subject;
        this.preview = preview;
        this.wire = wire;
    }

    /** The server asked for the rest. */
    void goOn() {
        wanted = true;
        previewAnswered.countDown();
    }

    /** The server has answered and wants no more. */
    void leaveOff() {
        previewAnswered.countDown();
    }

    /**
     * Whether every byte was on its way at this moment: an answer that came before is an answer to less than the file.
     */
    boolean whole() {
        return whole;
    }

    /** Why the file could not be read, if it could not. */
    Optional<String> unreadable() {
        return Optional.ofNullable(unreadable);
    }

    @Override
    public void run() {
        try {
            OutputStream out = wire.out();
            out.write(head);
            long sent = 0;
            if (preview.isPresent()) {
                boolean all = preview.getAsInt() == subject.size();
                sent = send(out, 0, preview.getAsInt(), all ? LAST_CHUNK_IN_PREVIEW : LAST_CHUNK, all);
                if (all || !wantsRest()) {
                    return;
                }
            }
            long size = subject.size();
            do {
                int length = (int) Math.min(WINDOW_BYTES, size - sent);
                boolean last = sent + length == size;
                sent += send(out, sent, length, last ? LAST_CHUNK : new byte[0], last);
            } while (!whole);
        } catch (UnreadableException e) {
            unreadable = e.getMessage() == null ? "the bytes could not be read" : e.getMessage();
            wire.abort();
        } catch (IOException e) {
            // the connection is broken, which the thread that reads the answer learns by itself
            wire.abort();
        }
    }

    /** Sends one chunk with what follows it in one piece; returns the chunk's length. */
    private int send(OutputStream out, long from, int length, byte[] end, boolean last)
            throws IOException, UnreadableException {
        byte[] buffer = new byte[BEFORE + length + LINE_END.length + end.length];
        int start = BEFORE;
        int stop = BEFORE;
        if (length > 0) {
            read(from, buffer, length);
            byte[] size = (Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.US_ASCII);
            start = BEFORE - size.length;
            System.arraycopy(size, 0, buffer, start, size.length);
            stop = BEFORE + length;
            System.arraycopy(LINE_END, 0, buffer, stop, LINE_END.length);
            stop += LINE_END.length;
        }
        System.arraycopy(end, 0, buffer, stop, end.length);
        stop += end.length;
        if (last) {
            whole = true;
        }
        out.write(buffer, start, stop - start);
        out.flush();
        return length;
    }

    private void read(long from, byte[] buffer, int length) throws UnreadableException {
        int done = 0;
        while (done < length) {
            int count;
            try {
                count = subject.read(from + done, buffer, BEFORE + done, length - done);
            } catch (IOException | RuntimeException e) {
                throw new UnreadableException(e.getMessage());
            }
            if (count <= 0) {
                throw new UnreadableException("the file shrank to " + (from + done) + " bytes while it was sent");
            }
            done += count;
        }
    }

    private boolean wantsRest() {
        while (true) {
            try {
                previewAnswered.await();
                return wanted;
            } catch (InterruptedException e) {
                // nobody else knows this thread; whoever reads the answer ends the wait
            }
        }
    }

    private static final class UnreadableException extends Exception {

        private static final long serialVersionUID = 1L;

        UnreadableException(@Nullable String message) {
            super(message);
        }
    }
}
