package dev.gatehouse.engine.content;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that arrive piece by piece, as from a network: in memory up to {@value #MEMORY_BYTES} bytes, beyond that in a
 * private temporary file, as many may be under way at once. Used by one thread at a time.
 */
public final class Gathering implements AutoCloseable {

    private static final int FIRST_BYTES = 16 << 10;
    private static final int MEMORY_BYTES = 256 << 10;

    private final Path folder;
    private byte[] buffer = new byte[FIRST_BYTES];
    private int filled;
    private @Nullable TemporaryFile file;
    private boolean finished;

    /** Keeps what is too large for memory in private files in this folder. */
    public Gathering(Path folder) {
        this.folder = folder;
    }

    /** How many bytes arrived. */
    public long size() {
        return filled + (file == null ? 0 : file.size());
    }

    /**
     * Makes room for bytes that are said to come, which spares copying what is there already each time it grows. What is
     * said is believed up to {@value #MEMORY_BYTES} bytes.
     *
     * @param bytes how many, 0 or more; others may come all the same
     */
    public void expect(long bytes) {
        if (file == null && !finished) {
            long wanted = filled + Math.min(bytes, MEMORY_BYTES - Math.min(filled, MEMORY_BYTES));
            if (wanted > buffer.length) {
                buffer = Arrays.copyOf(buffer, (int) wanted);
            }
        }
    }

    /**
     * Takes the next bytes.
     *
     * @throws IOException if there is no room for them in the folder
     */
    public void add(byte[] bytes, int offset, int length) throws IOException {
        if (finished) {
            throw new IllegalStateException("the content is finished");
        }
        int at = offset;
        int end = offset + length;
        while (at < end) {
            if (filled == buffer.length) {
                makeRoom(end - at);
            }
            int count = Math.min(end - at, buffer.length - filled);
            System.arraycopy(bytes, at, buffer, filled, count);
            filled += count;
            at += count;
        }
    }

    private void makeRoom(int wanted) throws IOException {
        if (file == null && buffer.length < MEMORY_BYTES) {
            long most = Math.max(2L * buffer.length, (long) filled + wanted);
            buffer = Arrays.copyOf(buffer, (int) Math.min(MEMORY_BYTES, most));
            return;
        }
        if (file == null) {
            file = TemporaryFile.create(folder);
        }
        flush(file);
        if (buffer.length > Spill.CHUNK_BYTES) {
            buffer = new byte[Spill.CHUNK_BYTES];
        }
    }

    private void flush(TemporaryFile target) throws IOException {
        target.append(buffer, 0, filled);
        filled = 0;
    }

    /**
     * All that arrived, which is the caller's to close. Nothing is taken after it.
     *
     * @throws IOException if there is no room for the last bytes
     */
    public Content finish() throws IOException {
        if (finished) {
            throw new IllegalStateException("the content is finished");
        }
        if (file == null) {
            finished = true;
            return new MemoryContent(buffer, filled);
        }
        flush(file);
        file.finish();
        finished = true;
        return file.content();
    }

    /** Gives up what was not finished; nothing after {@link #finish}. */
    @Override
    public void close() {
        if (!finished) {
            finished = true;
            if (file != null) {
                file.content().close();
            }
        }
    }
}
