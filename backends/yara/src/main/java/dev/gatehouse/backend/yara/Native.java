package dev.gatehouse.backend.yara;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

/**
 * Memory that belongs to libyara, read by address. Always unaligned: libyara packs its matches one behind the other
 * with pieces of data between them, so that they begin anywhere.
 */
@SuppressWarnings("restricted") // native code is what this class is for
final class Native {

    private static final MemorySegment MEMORY = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

    private Native() {}

    static int integer(long address) {
        return MEMORY.get(JAVA_INT_UNALIGNED, address);
    }

    static long number(long address) {
        return MEMORY.get(JAVA_LONG_UNALIGNED, address);
    }

    static boolean flag(long address) {
        return MEMORY.get(JAVA_BYTE, address) != 0;
    }

    /** The text that ends with a zero byte; empty at address 0. */
    static String text(long address) {
        return address == 0 ? "" : MEMORY.getString(address, StandardCharsets.UTF_8);
    }

    /** How many bytes the text has before its zero byte. */
    static long length(long address) {
        long end = address;
        while (MEMORY.get(JAVA_BYTE, end) != 0) {
            end++;
        }
        return end - address;
    }

    static MemorySegment segment(long address, long size) {
        return MEMORY.asSlice(address, size);
    }
}
