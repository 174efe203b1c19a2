package dev.gatehouse.engine.unpack;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The header before each file, and each further segment of one, in a dump: struct new_spcl of dumprestore.h. */
final class DumpHeader {

    static final int TAPE = 1;
    static final int INODE = 2;
    static final int BITS = 3;
    static final int ADDRESSES = 4;
    static final int END = 5;
    static final int CLEARED = 6;

    private static final int MAGIC = 60012;
    private static final int CHECKSUM = 84446;
    private static final int MOST_ADDRESSES = 512;
    private static final int ADDRESSES_OFFSET = 164;
    private static final int FOLDER_MODE = 0x4000;
    private static final int TYPE_MASK = 0xf000;
    private static final int COMPRESSED = 0x80;

    private final ByteBuffer fields;

    private DumpHeader(ByteBuffer fields) {
        this.fields = fields;
    }

    /**
     * Reads a record as a header, in whichever byte order it is.
     *
     * @throws Fault if it is none
     */
    static DumpHeader of(byte[] record) throws Fault {
        ByteBuffer fields = ByteBuffer.wrap(record.clone()).order(ByteOrder.LITTLE_ENDIAN);
        if (fields.getInt(24) != MAGIC) {
            fields.order(ByteOrder.BIG_ENDIAN);
        }
        int sum = 0;
        for (int i = 0; i < record.length; i += 4) {
            sum += fields.getInt(i);
        }
        if (fields.getInt(24) != MAGIC || sum != CHECKSUM) {
            throw Fault.malformed("a record of the dump is no header where one must be");
        }
        return new DumpHeader(fields);
    }

    int type() {
        return fields.getInt(0);
    }

    int inode() {
        return fields.getInt(20);
    }

    /** The size of the file, in bytes. */
    long bytes() {
        return fields.getLong(40);
    }

    boolean folder() {
        return (fields.getShort(32) & TYPE_MASK) == FOLDER_MODE;
    }

    /** How many records follow, holes of a file included. */
    int count() {
        int count = fields.getInt(160);
        boolean mapped = type() == INODE || type() == ADDRESSES;
        return Math.clamp(count, 0, mapped ? MOST_ADDRESSES : Integer.MAX_VALUE);
    }

    /** Whether a record follows for this one of a file, or it is a hole. */
    boolean present(int index) {
        return fields.get(ADDRESSES_OFFSET + index) != 0;
    }

    /** How many records of a file follow. */
    int records() {
        int records = 0;
        for (int i = 0; i < count(); i++) {
            records += present(i) ? 1 : 0;
        }
        return records;
    }

    /** On the first header: whether blocks after the first are compressed. */
    boolean compressed() {
        return (fields.getInt(888) & COMPRESSED) != 0;
    }

    /** On the first header: how many records a block has. */
    int recordsInBlock() {
        return fields.getInt(896);
    }

    ByteOrder order() {
        return fields.order();
    }
}
