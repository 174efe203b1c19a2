package dev.gatehouse.engine.unpack;

import java.io.IOException;

/**
 * What one header, local or central, says of a zip member. APPNOTE.TXT 4.3.7 and 4.3.12.
 *
 * @param name the name, decoded
 * @param flags the general purpose bits
 * @param method the compression method
 * @param crc the CRC-32 of the member's bytes
 * @param compressedBytes how many bytes the data takes; {@link #UNKNOWN} if a descriptor behind the data says it
 * @param bytes how many bytes the member has; {@link #UNKNOWN} likewise
 * @param localOffset where the local header is said to start; in a local header, where it does start
 * @param end where the header ends; for a local one, the data starts there
 */
record ZipHeader(
        String name, int flags, int method, long crc, long compressedBytes, long bytes, long localOffset, long end) {

    static final long UNKNOWN = -1;
    static final String LOCAL_SIGNATURE = "PK\3\4";
    static final String CENTRAL_SIGNATURE = "PK\1\2";

    private static final int LOCAL_BYTES = 30;
    private static final int CENTRAL_BYTES = 46;
    private static final int ENCRYPTED = 1;
    private static final int DESCRIPTOR = 8;
    private static final int ZIP64_EXTRA = 1;
    private static final long IN_ZIP64 = 0xffffffffL;

    /** Reads the local header at a position, where its signature stands. */
    static ZipHeader local(ByteView view, long at) throws IOException {
        int flags = view.u16le(at + 6);
        int nameBytes = view.u16le(at + 26);
        long extra = at + LOCAL_BYTES + nameBytes;
        long end = extra + view.u16le(at + 28);
        long compressed = view.u32le(at + 18);
        long bytes = view.u32le(at + 22);
        long zip64 = compressed == IN_ZIP64 || bytes == IN_ZIP64 ? zip64(view, extra, end) : UNKNOWN;
        if (bytes == IN_ZIP64 && zip64 != UNKNOWN) {
            bytes = view.u64le(zip64);
            zip64 += 8;
        }
        if (compressed == IN_ZIP64) {
            compressed = zip64 == UNKNOWN ? UNKNOWN : view.u64le(zip64);
        }
        boolean later = (flags & DESCRIPTOR) != 0 && compressed <= 0;
        return new ZipHeader(
                name(view, at + LOCAL_BYTES, nameBytes),
                flags,
                view.u16le(at + 8),
                view.u32le(at + 14),
                later || compressed < 0 ? UNKNOWN : compressed,
                later || bytes < 0 ? UNKNOWN : bytes,
                at,
                end);
    }

    /** Reads the central header at a position, where its signature stands. */
    static ZipHeader central(ByteView view, long at) throws IOException {
        int nameBytes = view.u16le(at + 28);
        long extra = at + CENTRAL_BYTES + nameBytes;
        long extraEnd = extra + view.u16le(at + 30);
        long compressed = view.u32le(at + 20);
        long bytes = view.u32le(at + 24);
        long offset = view.u32le(at + 42);
        if (compressed == IN_ZIP64 || bytes == IN_ZIP64 || offset == IN_ZIP64) {
            long zip64 = zip64(view, extra, extraEnd);
            if (zip64 != UNKNOWN) {
                if (bytes == IN_ZIP64) {
                    bytes = view.u64le(zip64);
                    zip64 += 8;
                }
                if (compressed == IN_ZIP64) {
                    compressed = view.u64le(zip64);
                    zip64 += 8;
                }
                if (offset == IN_ZIP64) {
                    offset = view.u64le(zip64);
                }
            }
        }
        return new ZipHeader(
                name(view, at + CENTRAL_BYTES, nameBytes),
                view.u16le(at + 8),
                view.u16le(at + 10),
                view.u32le(at + 16),
                Math.max(compressed, UNKNOWN),
                Math.max(bytes, UNKNOWN),
                offset,
                extraEnd + view.u16le(at + 32));
    }

    boolean encrypted() {
        return (flags & ENCRYPTED) != 0;
    }

    boolean hasDescriptor() {
        return (flags & DESCRIPTOR) != 0;
    }

    /** Whether it names a folder, which has no bytes; deflated, none take two. */
    boolean folder() {
        return name.endsWith("/") && bytes <= 0 && compressedBytes <= 2;
    }

    Member member() {
        return Member.sized(name, bytes);
    }

    /** Where the values of the zip64 extra field stand. APPNOTE.TXT 4.5.3. */
    private static long zip64(ByteView view, long start, long end) throws IOException {
        for (long at = start; at + 4 <= end; at += 4 + view.u16le(at + 2)) {
            if (view.u16le(at) == ZIP64_EXTRA) {
                return at + 4;
            }
        }
        return UNKNOWN;
    }

    private static String name(ByteView view, long at, int length) throws IOException {
        return Names.decode(view.bytes(at, length));
    }
}
