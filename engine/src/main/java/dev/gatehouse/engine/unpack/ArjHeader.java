package dev.gatehouse.engine.unpack;

import dev.gatehouse.spi.ReasonCode;
import java.io.IOException;
import java.util.zip.CRC32;

/**
 * One header of an ARJ archive. The values are little-endian; ARJ technical note.
 *
 * @param name the member's name
 * @param flags what is special about it
 * @param method how it is compressed, 0 to 4
 * @param type what it is: 0 and 1 are files, 2 the archive itself, 3 a folder, 4 a volume's label, 5 a chapter's
 * @param compressedBytes how long its data is
 * @param bytes how long the member is
 * @param crc the CRC-32 of the member
 * @param end where the header ends and the data starts
 * @param last whether it is the mark of the archive's end, which has none of the rest
 */
record ArjHeader(
        String name,
        int flags,
        int method,
        int type,
        long compressedBytes,
        long bytes,
        long crc,
        long end,
        boolean last) {

    private static final int SHORTEST = 30;
    private static final int LONGEST = 2600;
    private static final int LONGEST_NAME = 512;

    static ArjHeader read(ByteView view, long at) throws IOException {
        if (view.u8(at) != 0x60 || view.u8(at + 1) != 0xea) {
            throw Fault.malformed("no ARJ header at byte " + at);
        }
        int length = view.u16le(at + 2);
        if (length == 0) {
            return new ArjHeader("", 0, 0, 0, 0, 0, 0, at + 4, true);
        }
        long start = at + 4;
        int fixed = view.u8(start);
        if (length > LONGEST || fixed < SHORTEST || fixed > length) {
            throw Fault.malformed("the ARJ header at byte " + at + " has no valid length");
        }
        CRC32 crc = new CRC32();
        crc.update(view.bytes(start, length));
        if (crc.getValue() != view.u32le(start + length)) {
            throw new Fault(ReasonCode.CHECKSUM_MISMATCH, "the ARJ header at byte " + at + " is damaged");
        }
        return new ArjHeader(
                view.zeroEnded(start + fixed, Math.min(LONGEST_NAME, length - fixed)),
                view.u8(start + 4),
                view.u8(start + 5),
                view.u8(start + 6),
                view.u32le(start + 12),
                view.u32le(start + 16),
                view.u32le(start + 20),
                extensionsEnd(view, start + length + 4),
                false);
    }

    boolean folderOrLabel() {
        return type >= 3 && type <= 5;
    }

    /** Extended headers: a length, so many bytes, their CRC; a length of 0 ends them. */
    private static long extensionsEnd(ByteView view, long start) throws IOException {
        long at = start;
        int length = view.u16le(at);
        while (length != 0) {
            at += 2 + length + 4;
            length = view.u16le(at);
        }
        return at + 2;
    }
}
