package dev.gatehouse.engine.unpack;

import dev.gatehouse.engine.content.Content;
import dev.gatehouse.engine.content.MemoryContent;
import dev.gatehouse.spi.ContentType;
import dev.gatehouse.spi.Deadline;
import dev.gatehouse.spi.Reason;
import dev.gatehouse.spi.ReasonCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Keeps what an unpacker gives. */
final class RecordingSink implements PartSink {

    /** A part with its bytes, and why they are not all. */
    @SuppressWarnings("ArrayRecordComponent") // compared by the tests themselves
    record Part(String name, byte[] bytes, List<Reason> reasons, Set<ContentType> declared) {}

    private static final Unpackers UNPACKERS = Unpackers.standard();

    private final Content content;
    private final Deadline deadline;
    private final long mostBytes;
    private long bytes;
    private @Nullable RuntimeException failure;
    private int mostParts = 100_000;
    final List<Part> parts = new ArrayList<>();
    final List<Reason> reasons = new ArrayList<>();
    boolean stopped;

    RecordingSink(Content content, Deadline deadline, long mostBytes) {
        this.content = content;
        this.deadline = deadline;
        this.mostBytes = mostBytes;
    }

    static RecordingSink unpack(ContentType type, byte[] archive) {
        return unpack(type, archive, Duration.ofSeconds(30), 256 << 20);
    }

    static RecordingSink unpack(ContentType type, byte[] archive, Duration time, long mostBytes) {
        Content content = new MemoryContent(archive, archive.length);
        RecordingSink sink = new RecordingSink(content, Deadline.after(time), mostBytes);
        try {
            UNPACKERS.unpack(type, content, sink);
        } catch (StopUnpacking _) {
            sink.stopped = true;
        }
        return sink;
    }

    RecordingSink atMostParts(int most) {
        mostParts = most;
        return this;
    }

    /** Throws this when it is given a slice. */
    RecordingSink failing(RuntimeException exception) {
        failure = exception;
        return this;
    }

    /** The bytes of the only part. */
    byte[] only() {
        if (parts.size() != 1) {
            throw new AssertionError("expected one part: " + this);
        }
        return parts.getFirst().bytes;
    }

    /** The parts' bytes by name; parts of one name must be equal. */
    Map<String, byte[]> byName() {
        Map<String, byte[]> map = new TreeMap<>();
        for (Part part : parts) {
            byte[] before = map.put(part.name, part.bytes);
            if (before != null && !Arrays.equals(before, part.bytes)) {
                throw new AssertionError("two parts named " + part.name);
            }
        }
        return map;
    }

    /** Every reason, the container's and the parts'. */
    List<ReasonCode> codes() {
        List<ReasonCode> codes = new ArrayList<>();
        reasons.forEach(reason -> codes.add(reason.code()));
        parts.forEach(part -> part.reasons.forEach(reason -> codes.add(reason.code())));
        return codes;
    }

    @Override
    public void part(Member member, InputStream stream) throws StopUnpacking {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        List<Reason> partReasons = new ArrayList<>();
        parts.add(new Part(member.name(), new byte[0], partReasons, member.declaredTypes()));
        int index = parts.size() - 1;
        byte[] buffer = new byte[8192];
        boolean stop = parts.size() >= mostParts;
        try {
            for (int count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
                out.write(buffer, 0, count);
                bytes += count;
                if (bytes > mostBytes || deadline.expired()) {
                    stop = true;
                    break;
                }
            }
        } catch (StopUnpacking _) {
            stop = true;
        } catch (IOException | RuntimeException | OutOfMemoryError | StackOverflowError e) {
            partReasons.add(Unpackers.reasonOf(e));
        }
        parts.set(index, new Part(member.name(), out.toByteArray(), partReasons, member.declaredTypes()));
        if (stop) {
            throw new StopUnpacking();
        }
    }

    @Override
    public void slice(Member member, long position, long length) throws StopUnpacking {
        if (failure != null) {
            throw failure;
        }
        long available = Math.clamp(content.size() - position, 0, length);
        List<Reason> partReasons = new ArrayList<>();
        if (available < length) {
            partReasons.add(new Reason(ReasonCode.TRUNCATED, ""));
        }
        byte[] target = new byte[Math.toIntExact(available)];
        try {
            content.read(position, target, 0, target.length);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        parts.add(new Part(member.name(), target, partReasons, member.declaredTypes()));
        bytes += available;
        if (bytes > mostBytes || deadline.expired() || parts.size() >= mostParts) {
            throw new StopUnpacking();
        }
    }

    @Override
    public void unreadable(Member member, Reason reason) throws StopUnpacking {
        parts.add(new Part(member.name(), new byte[0], List.of(reason), member.declaredTypes()));
        if (deadline.expired() || parts.size() >= mostParts) {
            throw new StopUnpacking();
        }
    }

    @Override
    public void reason(Reason reason) {
        reasons.add(reason);
    }

    @Override
    public Deadline deadline() {
        return deadline;
    }

    @Override
    public long decoderMemory() {
        return 128 << 20;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("reasons " + reasons);
        parts.forEach(part -> text.append("\n  ")
                .append(part.name)
                .append(' ')
                .append(part.bytes.length)
                .append(' ')
                .append(part.reasons));
        return text.toString();
    }
}
