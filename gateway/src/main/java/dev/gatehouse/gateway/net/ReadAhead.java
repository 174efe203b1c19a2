package dev.gatehouse.gateway.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * A read that is under way while a request is worked on: it ends when the client sends more or leaves, and the latter is
 * told at once. What it brings is what the connection's next read gives.
 */
final class ReadAhead {

    private static final int BYTES = 4 << 10;

    private final ByteBuffer bytes = ByteBuffer.allocate(BYTES);
    private final CompletableFuture<Integer> read = new CompletableFuture<>();
    private @Nullable Runnable left;
    private boolean gone;

    /** Begins to read on a thread of its own, which the wire's end ends. */
    static ReadAhead of(Wire wire) {
        ReadAhead ahead = new ReadAhead();
        Thread.ofVirtual().name("read-ahead").start(() -> ahead.read(wire));
        return ahead;
    }

    private void read(Wire wire) {
        try {
            int count = wire.read(bytes);
            bytes.flip();
            read.complete(count);
            if (count < 0) {
                tell();
            }
        } catch (IOException | RuntimeException e) {
            read.completeExceptionally(e);
            tell();
        }
    }

    private void tell() {
        @Nullable Runnable told;
        synchronized (this) {
            gone = true;
            told = left;
            left = null;
        }
        if (told != null) {
            told.run();
        }
    }

    /** Who is told when the client leaves, instead of whoever was before; at once if it has. */
    void tell(Runnable whenLeft) {
        synchronized (this) {
            if (!gone) {
                left = whenLeft;
                return;
            }
        }
        whenLeft.run();
    }

    /** Gives what came, and waits for it. */
    int take(ByteBuffer target) throws IOException {
        int count;
        try {
            count = read.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof IOException cause ? cause : new IOException("the connection broke", e);
        }
        if (count < 0) {
            return count;
        }
        int given = Math.min(bytes.remaining(), target.remaining());
        target.put(bytes.slice(bytes.position(), given));
        bytes.position(bytes.position() + given);
        return given;
    }

    /** Whether all that came was given, so that the next read is the wire's. */
    boolean spent() {
        return read.isDone() && !read.isCompletedExceptionally() && read.join() >= 0 && !bytes.hasRemaining();
    }
}
