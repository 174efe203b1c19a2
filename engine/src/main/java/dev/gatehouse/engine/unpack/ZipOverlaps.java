package dev.gatehouse.engine.unpack;

import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which members of a central directory lie over one another, by what their headers declare. Known before the first is
 * opened: of bytes that many members share, a small file yields without end, as in David Fifield's "A better zip bomb"
 * (2019), and the first member alone may be what takes all the time.
 */
final class ZipOverlaps {

    /** More headers are not looked at; the memory for these is some 20 MiB. */
    private static final int MOST_HEADERS = 1 << 18;

    private static final int LOCAL_BYTES = 30;

    private record Extent(long start, long end) {}

    private final Set<Long> starts;

    private ZipOverlaps(Set<Long> starts) {
        this.starts = starts;
    }

    /** Walks over a directory's headers. */
    static ZipOverlaps of(ZipDirectory directory, ByteView view) throws IOException {
        List<Extent> extents = new ArrayList<>();
        long at = directory.start();
        try {
            while (at < directory.end() && extents.size() < MOST_HEADERS && view.has(at, ZipHeader.CENTRAL_SIGNATURE)) {
                ZipHeader header = ZipHeader.central(view, at);
                long start = header.localOffset();
                extents.add(new Extent(start, start + LOCAL_BYTES + Math.max(0, header.compressedBytes())));
                at = header.end();
            }
        } catch (EOFException _) {
            // whoever opens the members says so
        }
        return new ZipOverlaps(shared(extents));
    }

    private static Set<Long> shared(List<Extent> extents) {
        extents.sort(Comparator.comparingLong(Extent::start));
        Set<Long> starts = new HashSet<>();
        Extent farthest = new Extent(0, 0);
        for (Extent extent : extents) {
            if (extent.start < farthest.end) {
                starts.add(farthest.start);
                starts.add(extent.start);
            }
            if (extent.end > farthest.end) {
                farthest = extent;
            }
        }
        return starts;
    }

    /** Whether the member whose local header is said to start there shares bytes with another. */
    boolean sharesBytes(long localOffset) {
        return starts.contains(localOffset);
    }
}
