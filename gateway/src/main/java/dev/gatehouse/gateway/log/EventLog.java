package dev.gatehouse.gateway.log;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes events as lines of JSON, on a thread of its own. Who tells of one never waits: when the disk or the reader of
 * standard error does not keep up and {@value #QUEUE_LINES} lines wait, further ones are dropped, counted, and told of as
 * soon as there is room again.
 */
public final class EventLog implements AutoCloseable {

    static final int QUEUE_LINES = 8192;

    private static final int BATCH_LINES = 256;
    private static final long IDLE_MILLIS = 200;
    private static final long CLOSE_MILLIS = 2000;

    private static final JsonFactory JSON = new JsonFactory();

    private final LogTarget target;
    private final boolean journal;
    private final BlockingQueue<byte[]> queue = new ArrayBlockingQueue<>(QUEUE_LINES);
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicLong droppedUntold = new AtomicLong();
    private final AtomicBoolean reopen = new AtomicBoolean();
    private final CountDownLatch ending = new CountDownLatch(1);
    private final Thread writer;

    private EventLog(LogTarget target, boolean journal) {
        this.target = target;
        this.journal = journal;
        this.writer = Thread.ofPlatform().daemon().name("log").unstarted(this::write);
    }

    /**
     * Opens a log.
     *
     * @param file what is appended to; nothing for standard error
     * @param journalStream the variable {@code JOURNAL_STREAM}, by which the journal says that it reads a process's
     *     standard error
     * @throws IOException if the file cannot be opened
     */
    public static EventLog open(Optional<Path> file, Optional<String> journalStream) throws IOException {
        EventLog log = new EventLog(LogTarget.open(file), LogTarget.isJournal(file, journalStream));
        log.writer.start();
        return log;
    }

    /**
     * Tells of an event.
     *
     * @param name says what happened, one word; the field {@code event}
     * @param fields writes further fields of the object
     */
    public void write(Level level, String name, Consumer<Fields> fields) {
        byte[] line = line(level, name, fields);
        if (!queue.offer(line)) {
            dropped.incrementAndGet();
            droppedUntold.incrementAndGet();
        }
    }

    /** Tells of an event that a sentence describes. */
    public void write(Level level, String name, String message) {
        write(level, name, fields -> fields.text("message", message));
    }

    private byte[] line(Level level, String name, Consumer<Fields> fields) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        if (journal) {
            bytes.writeBytes(("<" + level.priority() + ">").getBytes(StandardCharsets.US_ASCII));
        }
        try (JsonGenerator json = JSON.createGenerator(tools.jackson.core.ObjectWriteContext.empty(), bytes)) {
            json.writeStartObject();
            json.writeStringProperty(
                    "time", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
            json.writeStringProperty("level", level.id());
            json.writeStringProperty("event", name);
            fields.accept(new Fields(json));
            json.writeEndObject();
        }
        bytes.write('\n');
        return bytes.toByteArray();
    }

    /** How many lines were dropped so far. */
    public long dropped() {
        return dropped.get();
    }

    /** Begins the file anew, where it was moved away, before the next line; does not wait. */
    public void reopen() {
        reopen.set(true);
    }

    private void write() {
        List<byte[]> batch = new ArrayList<>();
        try {
            while (true) {
                byte[] first = queue.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
                if (first != null) {
                    batch.add(first);
                    queue.drainTo(batch, BATCH_LINES);
                    flush(batch);
                    batch.clear();
                } else if (ending.getCount() == 0) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void flush(List<byte[]> lines) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        lines.forEach(bytes::writeBytes);
        long untold = droppedUntold.getAndSet(0);
        if (untold > 0) {
            bytes.writeBytes(line(Level.WARNING, "log-dropped", fields -> fields.number("lines", untold)));
        }
        try {
            if (reopen.getAndSet(false)) {
                target.reopen();
            }
            target.write(bytes.toByteArray(), bytes.size());
        } catch (IOException e) {
            // the disk is full, or nobody reads: what could be told is not, and is counted
            dropped.addAndGet(lines.size());
            droppedUntold.addAndGet(lines.size() + untold);
        }
    }

    /** Writes what waits, for a bounded time, and closes the file. Idempotent. */
    @Override
    public void close() {
        ending.countDown();
        try {
            if (writer.join(java.time.Duration.ofMillis(CLOSE_MILLIS))) {
                target.close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            // nothing more is written to it
        }
    }
}
