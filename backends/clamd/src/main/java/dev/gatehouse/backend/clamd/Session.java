package dev.gatehouse.backend.clamd;

import dev.gatehouse.spi.Deadline;
import dev.gatehouse.spi.Subject;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One connection to clamd that carries scan after scan (IDSESSION). One thread at a time sends; a thread of the
 * session's own reads the answers and hands each to whom it is for.
 */
final class Session implements AutoCloseable {

    /** Clamd's answers are a name long; more than this is not from a clamd. */
    private static final int LONGEST_REPLY = 1 << 16;

    private static final int CHUNK = 1 << 16;
    private static final long LAST_WORDS_MILLIS = 50;
    private static final byte[] BEGIN = "zIDSESSION\0".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] COMMAND = "zINSTREAM\0".getBytes(StandardCharsets.US_ASCII);

    private final SocketChannel channel;
    private final Runnable onReply;
    private final Map<Integer, CompletableFuture<Reply>> awaited = new ConcurrentHashMap<>();
    private final byte[] buffer = new byte[COMMAND.length + Integer.BYTES + CHUNK + Integer.BYTES];
    private int sent;
    private volatile boolean ended;
    private volatile boolean retiring;

    private Session(SocketChannel channel, Runnable onReply) {
        this.channel = channel;
        this.onReply = onReply;
    }

    /**
     * Connects and begins a session.
     *
     * @param onReply run whenever a scan is no longer awaited, or the session has ended
     * @throws IOException if clamd cannot be reached before the deadline
     */
    static Session open(ClamdAddress address, Timer timer, Deadline deadline, Runnable onReply) throws IOException {
        SocketChannel channel = address.newChannel();
        try (Timer.Cutoff _ = timer.closing(channel, deadline)) {
            address.connect(channel);
            write(channel, ByteBuffer.wrap(BEGIN));
        } catch (IOException | RuntimeException e) {
            Timer.closeQuietly(channel);
            throw e;
        }
        Session session = new Session(channel, onReply);
        Thread.ofVirtual().name("clamd-replies").start(session::readReplies);
        return session;
    }

    /**
     * Sends one subject. Not for two threads at once.
     *
     * @return the answer to come; completed with an {@link IOException} when the session ends before it
     * @throws SubjectUnreadableException if the subject's bytes cannot be read; the session has ended then
     * @throws IOException if clamd is gone; the session has ended then
     */
    CompletableFuture<Reply> send(Subject subject, Timer timer, Deadline deadline) throws IOException {
        int id = ++sent;
        CompletableFuture<Reply> reply = new CompletableFuture<>();
        awaited.put(id, reply);
        if (ended) {
            // the reader may have gone through the map before the reply was put there
            throw new EOFException("clamd ended the session");
        }
        try (Timer.Cutoff _ = timer.closing(channel, deadline)) {
            stream(subject, reply);
            return reply;
        } catch (IOException | RuntimeException | Error e) {
            // half a subject was sent: what follows on this connection would be taken for the rest of it
            boolean refused = !(e instanceof SubjectUnreadableException) && refused(reply);
            close();
            if (refused) {
                return reply;
            }
            throw e;
        }
    }

    private void stream(Subject subject, CompletableFuture<Reply> reply) throws IOException {
        int used = COMMAND.length;
        System.arraycopy(COMMAND, 0, buffer, 0, used);
        long position = 0;
        while (true) {
            int read = read(subject, position, used + Integer.BYTES);
            if (read > 0) {
                putInt(used, read);
                used += Integer.BYTES + read;
                position += read;
            }
            boolean last = position == subject.size();
            if (last) {
                putInt(used, 0);
                used += Integer.BYTES;
            }
            write(channel, ByteBuffer.wrap(buffer, 0, used));
            if (last) {
                return;
            }
            if (reply.isDone()) {
                throw new EOFException("clamd answered before it had all bytes");
            }
            used = 0;
        }
    }

    private int read(Subject subject, long position, int offset) throws SubjectUnreadableException {
        int wanted = (int) Math.min(CHUNK, subject.size() - position);
        try {
            int total = 0;
            while (total < wanted) {
                int read = subject.read(position + total, buffer, offset + total, wanted - total);
                if (read <= 0) {
                    throw new EOFException(
                            "%d bytes were announced, %d are there".formatted(subject.size(), position + total));
                }
                total += read;
            }
            return total;
        } catch (IOException e) {
            throw new SubjectUnreadableException(e);
        }
    }

    private void putInt(int offset, int value) {
        ByteBuffer.wrap(buffer).putInt(offset, value);
    }

    private static void write(SocketChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /**
     * Before clamd closes a connection it says why; that may arrive a little after the write failed. Only an error is
     * taken: a verdict on half a subject would be worth nothing.
     */
    private boolean refused(CompletableFuture<Reply> reply) {
        try {
            Reply early = channel.isOpen()
                    ? reply.get(LAST_WORDS_MILLIS, TimeUnit.MILLISECONDS)
                    : reply.getNow(new Reply.Ok());
            return early instanceof Reply.Failure;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | CompletionException | CancellationException | TimeoutException e) {
            return false;
        }
    }

    /** How many scans wait for their answer. */
    int waiting() {
        return awaited.size();
    }

    /** Whether another subject can be sent. */
    boolean usable() {
        return !ended && !retiring;
    }

    /**
     * Gives up a scan whose answer nobody waits for any more. Nothing more is sent over the session, and it ends with
     * the last answer that somebody does wait for: clamd may be busy for long with what was given up.
     */
    void abandon(CompletableFuture<Reply> reply) {
        retiring = true;
        reply.cancel(false);
        closeIfRetired();
    }

    private void closeIfRetired() {
        if (retiring && awaited.values().stream().allMatch(CompletableFuture::isDone)) {
            close();
        }
    }

    private void readReplies() {
        IOException end = new EOFException("clamd ended the session");
        try {
            ByteBuffer bytes = ByteBuffer.allocate(4096);
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            while (channel.read(bytes) >= 0) {
                bytes.flip();
                while (bytes.hasRemaining()) {
                    byte next = bytes.get();
                    if (next != 0) {
                        line.write(next);
                    } else {
                        deliver(line.toString(StandardCharsets.UTF_8));
                        line.reset();
                    }
                }
                bytes.clear();
                if (line.size() > LONGEST_REPLY) {
                    throw new IOException("the answer is longer than any of clamd's");
                }
            }
        } catch (IOException e) {
            end = e;
        } finally {
            ended = true;
            Timer.closeQuietly(channel);
            List<CompletableFuture<Reply>> left = new ArrayList<>(awaited.values());
            awaited.clear();
            for (CompletableFuture<Reply> reply : left) {
                reply.completeExceptionally(end);
            }
            onReply.run();
        }
    }

    private void deliver(String text) throws IOException {
        int colon = text.indexOf(": ");
        CompletableFuture<Reply> reply = null;
        if (colon > 0) {
            try {
                reply = awaited.remove(Integer.parseInt(text.substring(0, colon)));
            } catch (NumberFormatException e) {
                // said below
            }
        }
        if (reply == null) {
            throw new IOException("clamd answers out of turn: " + text.substring(0, Math.min(text.length(), 200)));
        }
        reply.complete(Reply.parse(text.substring(colon + 2)));
        closeIfRetired();
        onReply.run();
    }

    /** Ends the session; scans that wait for their answer see it end. */
    @Override
    public void close() {
        ended = true;
        Timer.closeQuietly(channel);
    }
}
