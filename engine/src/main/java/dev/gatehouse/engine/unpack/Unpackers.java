package dev.gatehouse.engine.unpack;

import dev.gatehouse.engine.content.Content;
import dev.gatehouse.spi.ContentType;
import dev.gatehouse.spi.Reason;
import dev.gatehouse.spi.ReasonCode;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All formats that can be opened, and the border that no parser's failure crosses: whatever is thrown beyond it, by our
 * code or another's, comes out as a named reason. Immutable; shared by all scans.
 */
public final class Unpackers {

    private final Map<ContentType, Unpacker> byType;

    private Unpackers(Map<ContentType, Unpacker> byType) {
        this.byType = Map.copyOf(byType);
    }

    /** The unpackers for every format that the engine opens. */
    public static Unpackers standard() {
        return of(List.of(
                new ZipUnpacker(),
                new TarUnpacker(),
                new GzipUnpacker(),
                new Bzip2Unpacker(),
                new XzUnpacker(),
                new LzmaUnpacker(),
                new ZstdUnpacker(),
                new Lz4FrameUnpacker(),
                new Lz4BlockUnpacker(),
                new SnappyUnpacker(),
                new CompressUnpacker(),
                new BrotliUnpacker(),
                new Woff2Unpacker(),
                new SevenZUnpacker(),
                new ArUnpacker(),
                new CpioUnpacker(),
                new RpmUnpacker(),
                new ArjUnpacker(),
                new DumpUnpacker(),
                new MailUnpacker(),
                new EncodedTextUnpacker(),
                new CmsUnpacker()));
    }

    /** No unpacker: files are judged as they are, by backends that open them themselves. */
    public static Unpackers none() {
        return new Unpackers(Map.of());
    }

    /**
     * Certain unpackers only.
     *
     * @throws IllegalArgumentException if two of them open the same type
     */
    public static Unpackers of(List<Unpacker> unpackers) {
        Map<ContentType, Unpacker> byType = new HashMap<>();
        for (Unpacker unpacker : unpackers) {
            for (ContentType type : unpacker.opens()) {
                if (byType.put(type, unpacker) != null) {
                    throw new IllegalArgumentException("two unpackers open " + type);
                }
            }
        }
        return new Unpackers(byType);
    }

    /** The types that can be opened. */
    public Set<ContentType> types() {
        return byType.keySet();
    }

    /**
     * Gives all parts of a content to the sink, reading it as one of its types. A type that none opens is {@link
     * ReasonCode#UNSUPPORTED}. What the sink throws passes unchanged.
     *
     * @throws StopUnpacking if the sink wants no more, or the deadline has passed; the reason is recorded
     */
    public void unpack(ContentType type, Content content, PartSink sink) throws StopUnpacking {
        Unpacker unpacker = byType.get(type);
        if (unpacker == null) {
            sink.reason(new Reason(ReasonCode.UNSUPPORTED, type + " cannot be opened"));
            return;
        }
        GuardedSink guarded = new GuardedSink(sink, content.size());
        try {
            unpacker.unpack(content, guarded);
            guarded.rethrow();
        } catch (IOException
                | RuntimeException
                | OutOfMemoryError
                | StackOverflowError
                | AssertionError
                | LinkageError e) {
            guarded.rethrow();
            if (sink.deadline().expired()) {
                sink.reason(new Reason(
                        sink.deadline().cancelled() ? ReasonCode.CANCELLED : ReasonCode.LIMIT_TIME,
                        "stopped while reading as " + type));
                throw new StopUnpacking();
            }
            sink.reason(reasonOf(e));
        }
    }

    /**
     * The reason for what the stream of a part threw; for sinks. A {@link StopUnpacking} is no fault and has none: it
     * says that the deadline has passed.
     */
    public static Reason reasonOf(Throwable thrown) {
        return Faults.reasonOf(thrown);
    }
}
