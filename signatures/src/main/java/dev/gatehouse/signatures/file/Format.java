package dev.gatehouse.signatures.file;

import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** The constants of the format; see the package's description. */
final class Format {

    /** Raised with every change of the tables or of how they are made. */
    static final int VERSION = 4;

    static final long MAGIC = 0x1a0a0d4244484789L;
    static final int HEADER_BYTES = 32;
    static final int ENTRY_BYTES = 32;
    static final int ALIGNMENT = 64;
    static final int MAX_SECTIONS = 1024;

    static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private Format() {}

    static long align(long offset) {
        return (offset + ALIGNMENT - 1) & -ALIGNMENT;
    }
}
