package dev.gatehouse.engine.unpack;

import java.io.IOException;

/** Frames that carry nothing of the data, allowed before and between those of Zstandard and LZ4. RFC 8878, 3.1.2. */
final class SkippableFrames {

    private static final long MAGIC = 0x184D2A50L;

    private SkippableFrames() {}

    /** Where the first other frame may start; the content's end if a frame to skip is cut. */
    static long skip(ByteView view, long position) throws IOException {
        long at = position;
        while (at <= view.size() - 8 && (view.u32le(at) & ~0xfL) == MAGIC) {
            at = Math.min(view.size(), at + 8 + view.u32le(at + 4));
        }
        return at;
    }
}
