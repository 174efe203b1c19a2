package dev.gatehouse.engine.unpack;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a central directory lies. A file may hold several ends of a central directory, as in a comment, or after
 * another archive: programs differ in which one they believe, so all are read.
 *
 * @param start where its first header is, or would be
 * @param end where it must end: at the record that describes it
 * @param shift what to add to the offsets it gives: the length of whatever was put before the archive
 * @param entries how many entries it is said to have
 * @param recordEnd where the end record, with its comment, ends
 * @param disks whether it says that it is one volume of several
 */
record ZipDirectory(long start, long end, long shift, long entries, long recordEnd, boolean disks) {

    static final String END_SIGNATURE = "PK\5\6";

    private static final int END_BYTES = 22;
    private static final int LONGEST_COMMENT = 0xffff;
    private static final int LOCATOR_BYTES = 20;
    private static final int ZIP64_END_BYTES = 56;
    private static final int MOST_ENDS = 16;

    /** The directories whose end records lie where the format allows them, the last of the file first. */
    static List<ZipDirectory> atEnd(ByteView view) throws IOException {
        List<ZipDirectory> found = new ArrayList<>();
        long first = Math.max(0, view.size() - END_BYTES - LONGEST_COMMENT);
        for (long at = view.size() - END_BYTES; at >= first && found.size() < MOST_ENDS; at--) {
            if (view.u8(at) == 'P' && view.has(at, END_SIGNATURE)) {
                ZipDirectory directory = read(view, at);
                if (found.stream().noneMatch(other -> other.start == directory.start)) {
                    found.add(directory);
                }
            }
        }
        return found;
    }

    /** Reads the end record at a position, APPNOTE.TXT 4.3.16, and its zip64 twin where there is one, 4.3.14. */
    static ZipDirectory read(ByteView view, long at) throws IOException {
        int disk = view.u16le(at + 4);
        long entries = view.u16le(at + 10);
        long bytes = view.u32le(at + 12);
        long offset = view.u32le(at + 16);
        long end = at;
        long zip64 = zip64End(view, at);
        if (zip64 >= 0) {
            entries = view.u64le(zip64 + 32);
            bytes = view.u64le(zip64 + 40);
            offset = view.u64le(zip64 + 48);
            end = zip64;
        }
        long recordEnd = Math.min(view.size(), at + END_BYTES + view.u16le(at + 20));
        boolean disks = disk != 0 && disk != 0xffff;
        long byLength = end - bytes;
        if (bytes >= 0 && byLength >= 0 && view.has(byLength, ZipHeader.CENTRAL_SIGNATURE)) {
            return new ZipDirectory(byLength, end, byLength - offset, entries, recordEnd, disks);
        }
        return new ZipDirectory(Math.max(0, offset), end, 0, entries, recordEnd, disks);
    }

    private static long zip64End(ByteView view, long end) throws IOException {
        long locator = end - LOCATOR_BYTES;
        if (!view.has(locator, "PK\6\7")) {
            return -1;
        }
        long told = view.u64le(locator + 8);
        if (view.has(told, "PK\6\6")) {
            return told;
        }
        long before = locator - ZIP64_END_BYTES;
        return view.has(before, "PK\6\6") ? before : -1;
    }
}
