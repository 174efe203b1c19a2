package dev.gatehouse.engine.unpack;

import dev.gatehouse.engine.content.Content;
import dev.gatehouse.spi.Reason;
import dev.gatehouse.spi.ReasonCode;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The members of one zip, each given once for every way that it can be read: the same bytes decoded by the same method
 * are opened once, however many headers point at them, and a member is opened twice whose two headers disagree. Members
 * that lie over one another, which only bombs and tricks have, yield a bounded number of bytes together.
 */
final class ZipMembers {

    /** A way to read bytes; what differs in none of these yields the same part. */
    private record Reading(long dataStart, int method, boolean encrypted, long length, boolean otherName) {}

    /** How much comes out of members that share bytes: a fraction of a second's work. */
    private static final long SHARED_BYTES = 32L << 20;

    private final Allowance shared = Allowance.of(
            SHARED_BYTES,
            ReasonCode.OVERLAPPING_PARTS,
            "members of the zip share bytes; no more than " + SHARED_BYTES + " bytes of these are looked at");
    private final Content content;
    private final ByteView view;
    private final PartSink sink;
    private final Set<Reading> readings = new HashSet<>();
    private final TreeMap<Long, Long> extents = new TreeMap<>();
    private final TreeMap<Long, Long> slices = new TreeMap<>();
    private boolean overlapNoted;

    ZipMembers(Content content, ByteView view, PartSink sink) {
        this.content = content;
        this.view = view;
        this.sink = sink;
    }

    /** A member as a central header tells of it, and as its local header does where the two disagree. */
    void central(ZipHeader header, long shift) throws IOException {
        central(header, shift, Allowance.unlimited());
    }

    /** The same of a member that shares bytes with others. */
    void overlappingCentral(ZipHeader header, long shift) throws IOException {
        overlapping();
        central(header, shift, shared);
    }

    private void central(ZipHeader header, long shift, Allowance allowance) throws IOException {
        long shifted = header.localOffset() + shift;
        long at = view.has(shifted, ZipHeader.LOCAL_SIGNATURE) ? shifted : header.localOffset();
        if (!view.has(at, ZipHeader.LOCAL_SIGNATURE)) {
            if (!header.folder()) {
                boolean beyond = at < 0 || at >= view.size();
                sink.unreadable(
                        header.member(),
                        new Reason(
                                beyond ? ReasonCode.TRUNCATED : ReasonCode.MALFORMED,
                                "no local header where the central directory says"));
            }
            return;
        }
        ZipHeader local = ZipHeader.local(view, at);
        long declaredEnd = local.end() + Math.max(0, header.compressedBytes());
        noteExtent(at, declaredEnd);
        long end = open(header, local.end(), false, allowance);
        if (disagree(header, local)) {
            open(local, local.end(), !header.name().equals(local.name()), allowance);
        }
        extents.merge(at, end, Math::max);
    }

    /**
     * A member that the walk over local headers met.
     *
     * @return where its data ends
     */
    long local(ZipHeader header) throws IOException {
        long end = open(header, header.end(), false, Allowance.unlimited());
        extents.merge(header.localOffset(), end, Math::max);
        return end;
    }

    /** The end of the member within which a position lies; the position itself if it lies within none. */
    long skip(long position) {
        Map.Entry<Long, Long> before = extents.floorEntry(position);
        return before != null && before.getValue() > position ? before.getValue() : position;
    }

    /** Where the next member after a position begins; {@link Long#MAX_VALUE} if there is none. */
    long nextStart(long position) {
        Long start = extents.higherKey(position);
        return start == null ? Long.MAX_VALUE : start;
    }

    /** Whether a stretch of bytes lies within a stored member, which was given as it lies. */
    boolean storedWhole(long start, long end) {
        Map.Entry<Long, Long> before = slices.floorEntry(start);
        return before != null && before.getValue() >= end;
    }

    /** Notes, once, that members lie over one another. */
    void overlapping() {
        if (!overlapNoted) {
            overlapNoted = true;
            sink.reason(new Reason(
                    ReasonCode.OVERLAPPING_PARTS,
                    "members of the zip share bytes; each stretch is opened once, and within bounds"));
        }
    }

    private void noteExtent(long start, long end) {
        Map.Entry<Long, Long> before = extents.lowerEntry(start);
        Long after = extents.higherKey(start);
        if ((before != null && before.getValue() > start) || (after != null && after < end)) {
            overlapping();
        }
    }

    private static boolean disagree(ZipHeader central, ZipHeader local) {
        return central.method() != local.method()
                || central.encrypted() != local.encrypted()
                || (local.compressedBytes() != ZipHeader.UNKNOWN
                        && central.compressedBytes() != local.compressedBytes())
                || (local.bytes() != ZipHeader.UNKNOWN && central.bytes() != local.bytes())
                || !central.name().equals(local.name());
    }

    /** Opens a member unless it was opened so before; answers where its data ends. */
    private long open(ZipHeader header, long dataStart, boolean otherName, Allowance allowance) throws IOException {
        boolean stored = header.method() == ZipMethods.STORED;
        long length = header.compressedBytes();
        if (stored && length == ZipHeader.UNKNOWN) {
            length = StoredEnd.find(view, dataStart) - dataStart;
        }
        long declaredEnd = dataStart + Math.max(0, length);
        Reading reading = new Reading(dataStart, header.method(), header.encrypted(), stored ? length : 0, otherName);
        if (header.folder() || allowance.spent() || !readings.add(reading)) {
            return declaredEnd;
        }
        if (header.encrypted() || header.method() == ZipMethods.AES) {
            sink.unreadable(header.member(), new Reason(ReasonCode.ENCRYPTED, ""));
            return declaredEnd;
        }
        if (stored) {
            allowance.take(length);
            slices.merge(dataStart, declaredEnd, Math::max);
            sink.slice(header.member(), dataStart, length);
            return declaredEnd;
        }
        return decode(header, dataStart, declaredEnd, allowance);
    }

    private long decode(ZipHeader header, long dataStart, long declaredEnd, Allowance allowance) throws IOException {
        // Deflate data knows its own end: whatever length a header claims, all of it is read.
        boolean bounded = declaredEnd > dataStart && header.method() != ZipMethods.DEFLATED;
        long dataEnd = bounded ? declaredEnd : content.size();
        DecodedMember decoded = new DecodedMember(header, content, dataStart, dataEnd, sink);
        long crc = header.hasDescriptor() && header.crc() == 0 ? ZipHeader.UNKNOWN : header.crc();
        boolean opened = false;
        try (CheckedStream bytes = new CheckedStream(new SalvagingStream(decoded), crc)) {
            opened = true;
            sink.part(header.member(), allowance.meter(bytes));
            return bytes.ended() && !bounded ? decoded.position() : declaredEnd;
        } catch (StopUnpacking e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            if (!opened) {
                sink.unreadable(header.member(), Faults.reasonOf(e));
            }
            return declaredEnd;
        }
    }

    /** Opens a member's decoder, again if need be, and knows how far it has read. */
    private static final class DecodedMember implements SalvagingStream.Opener {

        private final ZipHeader header;
        private final Content content;
        private final long start;
        private final long end;
        private final PartSink sink;
        private @Nullable SourceStream data;

        DecodedMember(ZipHeader header, Content content, long start, long end, PartSink sink) {
            this.header = header;
            this.content = content;
            this.start = start;
            this.end = end;
            this.sink = sink;
        }

        @Override
        public InputStream open() throws IOException {
            SourceStream source = new SourceStream(content, start, end, sink.deadline(), header.compressedBytes());
            data = source;
            return ZipMethods.decoder(header, source, sink);
        }

        long position() {
            SourceStream source = data;
            return source == null ? start : source.position();
        }
    }
}
