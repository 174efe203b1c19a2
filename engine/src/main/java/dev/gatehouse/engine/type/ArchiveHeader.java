package dev.gatehouse.engine.type;

import dev.gatehouse.engine.content.Content;
import java.io.IOException;
import java.util.zip.CRC32;

/** The first headers of archives that are found behind programs, and what proves each. */
enum ArchiveHeader {
    /** 7zFormat.txt, SignatureHeader: the CRC of the 20 bytes of the start header. */
    SEVEN_Z("7z\u00bc\u00af'\u001c") {
        @Override
        boolean proved(byte[] header) {
            return header.length >= 32 && u32(header, 8) == crc(header, 12, 20);
        }
    },
    /** The basic header's length and its CRC; it is the archive's own header, of file type 2. ARJ technical note. */
    ARJ("`\u00ea") {
        @Override
        boolean proved(byte[] header) {
            if (header.length < 12) {
                return false;
            }
            int length = u16(header, 2);
            return length >= 30
                    && length <= 2600
                    && header.length >= length + 8
                    && header[10] == 2
                    && u32(header, 4 + length) == crc(header, 4, length);
        }
    },
    /** Version 4: the marker, then the archive header with a CRC-16. Version 5: the CRC-32 of the first header. */
    RAR("Rar!\u001a\u0007") {
        @Override
        boolean proved(byte[] header) {
            if (header.length < 20) {
                return false;
            }
            if (header[6] == 0) {
                return header[9] == 0x73 && u16(header, 12) >= 13 && u16(header, 7) == (crc(header, 9, 11) & 0xffff);
            }
            int length = header[12] & 0x7f;
            boolean oneByteLength = header[12] >= 0 && length > 0 && header.length >= 13 + length;
            return header[6] == 1 && header[7] == 0 && oneByteLength && u32(header, 8) == crc(header, 12, length + 1);
        }
    },
    /** [MS-CAB] 2.1, CFHEADER: reserved fields are 0, the version is 1.3, and the first file lies within. */
    CAB("MSCF\0\0\0\0") {
        @Override
        boolean proved(byte[] header) {
            return header.length >= 36
                    && u32(header, 12) == 0
                    && u32(header, 20) == 0
                    && header[24] == 3
                    && header[25] == 1
                    && u32(header, 16) >= 36
                    && u32(header, 16) < u32(header, 8);
        }
    };

    static final ArchiveHeader[] ALL = values();

    private static final int LONGEST_HEADER = 2700;

    private final String magic;

    ArchiveHeader(String magic) {
        this.magic = magic;
    }

    /** Whether the bytes that follow the magic prove the header; they include it. */
    abstract boolean proved(byte[] header);

    boolean proved(Content content, long position) throws IOException {
        byte[] header = new byte[(int) Math.min(LONGEST_HEADER, content.size() - position)];
        content.read(position, header, 0, header.length);
        return proved(header);
    }

    /** A byte of the magic, from 0 to 255. */
    int magic(int index) {
        return magic.charAt(index);
    }

    boolean magicAt(byte[] bytes, int at, int length) {
        if (at + magic.length() > length) {
            return false;
        }
        for (int i = 0; i < magic.length(); i++) {
            if ((bytes[at + i] & 0xff) != magic.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static int u16(byte[] bytes, int at) {
        return (bytes[at] & 0xff) | (bytes[at + 1] & 0xff) << 8;
    }

    private static long u32(byte[] bytes, int at) {
        return u16(bytes, at) | (long) u16(bytes, at + 2) << 16;
    }

    private static long crc(byte[] bytes, int at, int length) {
        CRC32 crc = new CRC32();
        crc.update(bytes, at, length);
        return crc.getValue();
    }
}
