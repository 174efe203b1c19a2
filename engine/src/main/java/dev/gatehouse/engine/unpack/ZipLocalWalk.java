package dev.gatehouse.engine.unpack;

import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Goes over a zip from its first byte to its last and finds what stands outside the members known so far: local headers
 * that no central directory mentions, before, between or after the others, and end records beyond the last 64 KiB.
 */
final class ZipLocalWalk {

    private static final int MOST_DIRECTORIES = 16;
    private static final int NEWEST_VERSION = 63;
    private static final int END_RECORD_BYTES = 22;

    private final ByteView view;
    private final ZipMembers members;
    private final List<ZipDirectory> known;
    private final List<ZipDirectory> more = new ArrayList<>();

    ZipLocalWalk(ByteView view, ZipMembers members, List<ZipDirectory> known) {
        this.view = view;
        this.members = members;
        this.known = known;
    }

    void run() throws IOException {
        long at = 0;
        long unclaimed = 0; // no member that is known begins before here
        while (at <= view.size() - 4) {
            if (at >= unclaimed) {
                long after = members.skip(at);
                if (after > at) {
                    at = after;
                    continue;
                }
                unclaimed = members.nextStart(at);
            }
            if (view.u8(at) != 'P' || view.u8(at + 1) != 'K') {
                at++;
            } else {
                at = Math.max(at + 1, visit(at));
                unclaimed = 0;
            }
        }
    }

    /** Directories that were met on the way and were not known before. */
    List<ZipDirectory> moreDirectories() {
        return more;
    }

    /** Looks at what "PK" begins; answers where to go on. */
    private long visit(long at) throws IOException {
        if (view.has(at, ZipHeader.LOCAL_SIGNATURE)) {
            return local(at);
        }
        if (view.has(at, ZipDirectory.END_SIGNATURE) && at <= view.size() - END_RECORD_BYTES) {
            ZipDirectory directory = ZipDirectory.read(view, at);
            if (more.size() < MOST_DIRECTORIES
                    && view.has(directory.start(), ZipHeader.CENTRAL_SIGNATURE)
                    && isNew(directory.start())) {
                more.add(directory);
            }
        }
        return at + 2;
    }

    private boolean isNew(long start) {
        return known.stream().noneMatch(directory -> directory.start() == start)
                && more.stream().noneMatch(directory -> directory.start() == start);
    }

    private long local(long at) throws IOException {
        try {
            boolean plausible = view.u8(at + 4) <= NEWEST_VERSION && ZipMethods.exists(view.u16le(at + 8));
            return plausible ? members.local(ZipHeader.local(view, at)) : at + 4;
        } catch (EOFException _) {
            return at + 4; // cut within its header: a part that has begun reports its end by itself
        }
    }
}
