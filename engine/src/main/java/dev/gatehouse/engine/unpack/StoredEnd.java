package dev.gatehouse.engine.unpack;

import java.io.IOException;

/** Where stored data ends whose length is only told behind it: at the descriptor that gives this very length. */
final class StoredEnd {

    private static final int DESCRIPTOR_BYTES = 16;

    private StoredEnd() {}

    /** APPNOTE.TXT 4.3.9; without a fitting descriptor, at the next header, else at the content's end. */
    static long find(ByteView view, long start) throws IOException {
        long nextHeader = view.size();
        for (long at = start; at + 4 <= view.size(); at++) {
            if (view.u8(at) != 'P' || view.u8(at + 1) != 'K') {
                continue;
            }
            if (view.has(at, "PK\7\b") && at + DESCRIPTOR_BYTES <= view.size() && view.u32le(at + 8) == at - start) {
                return at;
            }
            boolean header = view.has(at, ZipHeader.CENTRAL_SIGNATURE) || view.has(at, ZipDirectory.END_SIGNATURE);
            if (header || view.has(at, ZipHeader.LOCAL_SIGNATURE)) {
                nextHeader = Math.min(nextHeader, at);
                if (header) {
                    break; // the directory follows all data
                }
            }
        }
        return nextHeader;
    }
}
