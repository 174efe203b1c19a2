package dev.gatehouse.signatures.executable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Finds the strings of a PE's version information (Microsoft, VS_VERSIONINFO): the resource tree is gone down by type 16,
 * any name, any language; in each resource the string tables of the {@code StringFileInfo} are gone through, and of every
 * string with a value the place of its key is kept. That place is what a signature with offset {@code VI} must begin at.
 */
final class VersionInformationReader {

    private static final long VERSION_TYPE = 16;
    private static final int DIRECTORY = 16;
    private static final int ENTRY = 8;
    private static final long IS_DIRECTORY = 0x8000_0000L;
    private static final int MAX_RESOURCES = 16;
    private static final int BLOCK_HEADER = 6;

    /** A block's length is a 16-bit number, so more of a resource is never looked at. */
    private static final int MAX_LENGTH = 0xffff;

    /** {@code VS_VERSION_INFO}, its padding and the fixed file information. */
    private static final int FIXED_VALUE = 0x34;

    private static final int FIXED_PART = BLOCK_HEADER + 0x20 + 2 + FIXED_VALUE;
    private static final int FIXED_MAGIC_AT = 0x28;
    private static final int FIXED_MAGIC = 0xfeef04bd;
    private static final byte[] VERSION_KEY = utf16("VS_VERSION_INFO\0");
    private static final byte[] VARIABLES_KEY = utf16("VarFileInfo\0");
    private static final byte[] STRINGS_KEY = utf16("StringFileInfo\0");
    private static final int TABLE_HEADER = 24;
    private static final int SMALLEST_STRING = BLOCK_HEADER + 2 + 8;

    private final ProgramBytes file;
    private final AddressMap addresses;
    private final long resources;
    private final TreeSet<Long> places = new TreeSet<>();
    private int resourceCount;

    /**
     * A reader for one file.
     *
     * @param resources the address of the resource directory
     */
    VersionInformationReader(ProgramBytes file, AddressMap addresses, long resources) {
        this.file = file;
        this.addresses = addresses;
        this.resources = resources;
    }

    List<Long> read() throws IOException {
        try {
            types();
        } catch (RefusedException e) {
            // The tree ends where it is damaged; what was found before counts.
        }
        return List.copyOf(places);
    }

    private void types() throws IOException, RefusedException {
        long at = directory(0);
        ByteBuffer head = file.littleEndian(at, DIRECTORY);
        int named = head.getShort(12) & 0xffff;
        int numbered = head.getShort(14) & 0xffff;
        for (int i = named; i < named + numbered; i++) {
            ByteBuffer entry = file.littleEndian(at + DIRECTORY + (long) i * ENTRY, ENTRY);
            long next = PeReader.unsigned(entry, 4);
            if (PeReader.unsigned(entry, 0) == VERSION_TYPE && (next & IS_DIRECTORY) != 0) {
                names(next & ~IS_DIRECTORY);
                return;
            }
        }
    }

    private void names(long relative) throws IOException, RefusedException {
        long at = directory(relative);
        int count = entryCount(at);
        for (int i = 0; i < count && resourceCount < MAX_RESOURCES; i++) {
            ByteBuffer entry = file.littleEndian(at + DIRECTORY + (long) i * ENTRY, ENTRY);
            long next = PeReader.unsigned(entry, 4);
            if ((next & IS_DIRECTORY) != 0) {
                languages(next & ~IS_DIRECTORY);
            }
        }
    }

    private void languages(long relative) throws IOException, RefusedException {
        long at = directory(relative);
        int count = entryCount(at);
        for (int i = 0; i < count && resourceCount < MAX_RESOURCES; i++) {
            ByteBuffer entry = file.littleEndian(at + DIRECTORY + (long) i * ENTRY, ENTRY);
            long next = PeReader.unsigned(entry, 4);
            if ((next & IS_DIRECTORY) == 0) {
                resourceCount++;
                resource(resources + next & 0xffff_ffffL);
            }
        }
    }

    private long directory(long relative) throws RefusedException {
        return addresses
                .offsetOf(resources + relative & 0xffff_ffffL)
                .orElseThrow(() -> new RefusedException("a resource directory has no bytes"));
    }

    private int entryCount(long directoryAt) throws IOException, RefusedException {
        ByteBuffer head = file.littleEndian(directoryAt, DIRECTORY);
        return (head.getShort(12) & 0xffff) + (head.getShort(14) & 0xffff) & 0xffff;
    }

    /** One resource; when it is damaged the next one is looked at all the same. */
    private void resource(long dataEntryAddress) throws IOException, RefusedException {
        Optional<Long> entryAt = addresses.offsetOf(dataEntryAddress);
        if (entryAt.isEmpty() || !file.has(entryAt.get(), 16)) {
            return;
        }
        ByteBuffer entry = file.littleEndian(entryAt.get(), 16);
        long size = PeReader.unsigned(entry, 4);
        Optional<Long> at = addresses.offsetOf(PeReader.unsigned(entry, 0));
        if (at.isPresent() && size > FIXED_PART && file.has(at.get(), size)) {
            int length = (int) Math.min(size, MAX_LENGTH);
            versionBlock(file.littleEndian(at.get(), length), at.get());
        }
    }

    private void versionBlock(ByteBuffer block, long blockAt) {
        int length = block.getShort(0) & 0xffff;
        int valueLength = block.getShort(2) & 0xffff;
        if (length > block.capacity()
                || length <= FIXED_PART
                || valueLength != FIXED_VALUE
                || !hasKey(block, 0, VERSION_KEY)
                || block.getInt(FIXED_MAGIC_AT) != FIXED_MAGIC) {
            return;
        }
        int at = FIXED_PART;
        boolean sawVariables = false;
        while (length - at > BLOCK_HEADER) {
            int childLength = block.getShort(at) & 0xffff;
            if (childLength > length - at) {
                return;
            }
            if (!sawVariables
                    && childLength > BLOCK_HEADER + VARIABLES_KEY.length
                    && hasKey(block, at, VARIABLES_KEY)) {
                sawVariables = true;
                at += childLength;
                continue;
            }
            if (childLength > BLOCK_HEADER + STRINGS_KEY.length && hasKey(block, at, STRINGS_KEY)) {
                int head = BLOCK_HEADER + STRINGS_KEY.length;
                stringTables(block, at + head, at + childLength, blockAt);
            }
            return;
        }
    }

    private void stringTables(ByteBuffer block, int from, int to, long blockAt) {
        int at = from;
        while (to - at > BLOCK_HEADER) {
            int length = block.getShort(at) & 0xffff;
            if (length > to - at
                    || length <= TABLE_HEADER
                    || !strings(block, at + TABLE_HEADER, at + length, blockAt)) {
                return;
            }
            at += length;
        }
    }

    /** The strings of one table; false when they are so damaged that no further table is looked at. */
    private boolean strings(ByteBuffer block, int from, int to, long blockAt) {
        int at = from;
        while (to - at > BLOCK_HEADER) {
            int length = (block.getShort(at) & 0xffff) + 3 & ~3;
            if (length > to - at || length <= SMALLEST_STRING) {
                return false;
            }
            int key = BLOCK_HEADER;
            while (key + 1 < length) {
                boolean ends = block.getShort(at + key) == 0;
                key += 2;
                if (ends) {
                    break;
                }
            }
            int valueAt = key + 3 & ~3;
            if (length - valueAt > 2) {
                places.add(blockAt + at + BLOCK_HEADER);
            }
            at += length;
        }
        return true;
    }

    private static boolean hasKey(ByteBuffer block, int at, byte[] key) {
        if (block.capacity() - at - BLOCK_HEADER < key.length) {
            return false;
        }
        for (int i = 0; i < key.length; i++) {
            if (block.get(at + BLOCK_HEADER + i) != key[i]) {
                return false;
            }
        }
        return true;
    }

    private static byte[] utf16(String text) {
        return text.getBytes(StandardCharsets.UTF_16LE);
    }
}
