package dev.gatehouse.signatures.database;

import dev.gatehouse.signatures.model.Offset;
import java.lang.foreign.MemorySegment;

/** What body signatures say besides their patterns, as records of fixed width. */
public final class SignatureTable {

    private static final int INTS = 8;

    private final IntTable table;

    /** Signatures over a table. */
    public SignatureTable(IntTable table) {
        this.table = table;
    }

    /** How many signatures there are. */
    public int size() {
        return (int) (table.size() / INTS);
    }

    /** Where the name is in the pool of names. */
    public int name(int signature) {
        return table.get(signature * INTS);
    }

    /** The bit of the target, 1 shifted by its number. */
    public int targetBit(int signature) {
        return table.get(signature * INTS + 1) & 0xffff;
    }

    /** How the offset is meant. */
    public OffsetKind offsetKind(int signature) {
        return OffsetKind.of(table.get(signature * INTS + 1) >>> 16);
    }

    /** The section's number that the offset names. */
    public int section(int signature) {
        return table.get(signature * INTS + 2);
    }

    /** The offset's position, distance or delta, in bytes. */
    public long offset(int signature) {
        return table.getLong(signature * INTS + 4);
    }

    /** How many bytes past the offset a pattern may begin as well. */
    public long shift(int signature) {
        return table.getLong(signature * INTS + 6);
    }

    /** The table's bytes. */
    public MemorySegment memory() {
        return table.memory();
    }

    /** Makes a table. */
    public static final class Builder {

        private final IntTable.Builder table = new IntTable.Builder();

        /** Appends a signature and returns its index. */
        public int add(int name, int targetBit, Offset offset) {
            return switch (offset) {
                case Offset.Any() -> add(name, targetBit, OffsetKind.ANY, 0, 0, 0);
                case Offset.FromStart(long position, long shift) ->
                    add(name, targetBit, OffsetKind.FROM_START, 0, position, shift);
                case Offset.FromEnd(long distance, long shift) ->
                    add(name, targetBit, OffsetKind.FROM_END, 0, distance, shift);
                case Offset.EntryPoint(long delta, long shift) ->
                    add(name, targetBit, OffsetKind.ENTRY_POINT, 0, delta, shift);
                case Offset.SectionStart(int section, long delta, long shift) ->
                    add(name, targetBit, OffsetKind.SECTION_START, section, delta, shift);
                case Offset.LastSection(long delta, long shift) ->
                    add(name, targetBit, OffsetKind.LAST_SECTION, 0, delta, shift);
                case Offset.WithinSection(int section, long shift) ->
                    add(name, targetBit, OffsetKind.WITHIN_SECTION, section, 0, shift);
                case Offset.VersionInformation() -> add(name, targetBit, OffsetKind.VERSION_INFORMATION, 0, 0, 0);
            };
        }

        private int add(int name, int targetBit, OffsetKind kind, int section, long offset, long shift) {
            int index = table.add(name) / INTS;
            table.add(targetBit | kind.code() << 16);
            table.add(section);
            table.add(0);
            table.addLong(offset);
            table.addLong(shift);
            return index;
        }

        /** How many signatures there are so far. */
        public int size() {
            return table.size() / INTS;
        }

        /** All signatures; the builder may not be used afterwards. */
        public SignatureTable build() {
            return new SignatureTable(table.build());
        }
    }
}
