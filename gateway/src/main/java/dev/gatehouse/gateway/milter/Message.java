package dev.gatehouse.gateway.milter;

import dev.gatehouse.engine.ScanReport;
import dev.gatehouse.gateway.Arrival;
import dev.gatehouse.gateway.BusyException;
import dev.gatehouse.gateway.Gate;
import dev.gatehouse.gateway.policy.Concern;
import dev.gatehouse.spi.ContentType;
import dev.gatehouse.spi.Deadline;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * A message under way: put together from its header lines and the pieces of its body, byte for byte as it was sent, with
 * CRLF at the end of each line. Gives up what is too large, or what there is no room for, and remembers why.
 */
final class Message implements AutoCloseable {

    /** An MTA takes a few hundred; what is beyond is made to cost us memory and time. */
    private static final int MOST_HEADERS = 10_000;

    private static final long MOST_HEADER_BYTES = 4 << 20;
    private static final byte[] END_OF_LINE = {'\r', '\n'};

    private final Gate gate;
    private final long maxBytes;
    private final boolean spacesCome;
    private final boolean exempt;
    private final Marks marks = new Marks();
    private final long startNanos = System.nanoTime();
    private Optional<Arrival> arrival = Optional.empty();
    private Optional<Trouble> trouble = Optional.empty();
    private long bytes;
    private int headers;
    private boolean inBody;

    /**
     * The beginning of a message.
     *
     * @param spacesCome whether header values come with the space behind the colon
     * @param exempt whether it is not to be scanned
     */
    Message(Gate gate, long maxBytes, boolean spacesCome, boolean exempt) {
        this.gate = gate;
        this.maxBytes = maxBytes;
        this.spacesCome = spacesCome;
        this.exempt = exempt;
    }

    /** Takes a header line. */
    void header(Command.Header header) throws InterruptedException {
        marks.see(header.name());
        String line = header.name() + (spacesCome ? ":" : ": ") + lines(header.value());
        headers++;
        add(line.getBytes(StandardCharsets.ISO_8859_1), END_OF_LINE);
        if (headers > MOST_HEADERS || bytes > MOST_HEADER_BYTES) {
            giveUp(Concern.LIMIT, "headers of " + headers + " lines and " + bytes + " bytes");
        }
    }

    /** MTAs join the lines of a folded header by LF, or leave CRLF as it is. */
    private static String lines(String value) {
        return value.indexOf('\n') < 0 ? value : value.replaceAll("(?<!\r)\n", "\r\n");
    }

    /** Takes the body's next bytes. */
    void body(ByteBuffer piece) throws InterruptedException {
        if (!inBody) {
            inBody = true;
            add(END_OF_LINE);
        }
        add(piece.array(), piece.arrayOffset() + piece.position(), piece.remaining());
    }

    private void add(byte[]... pieces) throws InterruptedException {
        for (byte[] piece : pieces) {
            add(piece, 0, piece.length);
        }
    }

    private void add(byte[] array, int offset, int length) throws InterruptedException {
        bytes += length;
        if (wantsNoMore()) {
            return;
        }
        if (bytes > maxBytes) {
            giveUp(Concern.LIMIT, "the message has more than " + maxBytes + " bytes");
            return;
        }
        try {
            if (arrival.isEmpty()) {
                arrival = Optional.of(gate.arrival());
            }
            arrival.get().add(array, offset, length);
        } catch (BusyException e) {
            giveUp(Concern.BUSY, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            giveUp(Concern.FAILED, "the message cannot be kept: " + e.getMessage());
        }
    }

    private void giveUp(Concern concern, String detail) {
        if (trouble.isEmpty()) {
            trouble = Optional.of(new Trouble(concern, detail));
        }
        close();
        arrival = Optional.empty();
    }

    /** Whether the rest of the body makes no difference. */
    boolean wantsNoMore() {
        return exempt || trouble.isPresent();
    }

    /**
     * Begins the scan of all that arrived.
     *
     * @return nothing if the message is exempt, or was given up: then {@link #trouble} tells why
     */
    Optional<CompletableFuture<ScanReport>> scan(String name, Deadline deadline) throws InterruptedException {
        if (!inBody) {
            inBody = true;
            add(END_OF_LINE);
        }
        if (wantsNoMore() || arrival.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(arrival.get().scan(name, Set.of(ContentType.MAIL), deadline));
        } catch (IOException e) {
            giveUp(Concern.FAILED, "the message cannot be kept: " + e.getMessage());
            return Optional.empty();
        }
    }

    /** Why it was given up. */
    Optional<Trouble> trouble() {
        return trouble;
    }

    /** The header lines in it that are to go. */
    Marks marks() {
        return marks;
    }

    /** How many bytes of it came. */
    long bytes() {
        return bytes;
    }

    /** When it began, on the monotonic clock. */
    long startNanos() {
        return startNanos;
    }

    /** Forgets it and gives its place back; not while it is scanned. Idempotent. */
    @Override
    public void close() {
        arrival.ifPresent(Arrival::close);
    }
}
