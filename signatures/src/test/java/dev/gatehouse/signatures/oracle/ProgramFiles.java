package dev.gatehouse.signatures.oracle;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** Builds small programs, sound and odd, whose sections have whatever bytes they had before. */
public final class ProgramFiles {

    private static final int PE_AT = 0x80;

    private ProgramFiles() {}

    /**
     * A section as a PE's table has it.
     *
     * @param address its address from the image's base
     * @param virtualSize its size in memory
     * @param offset where its bytes are in the file
     * @param size how many bytes it has in the file
     */
    public record PeSection(int address, int virtualSize, int offset, int size) {}

    /**
     * The numbers of a PE's headers.
     *
     * @param wide whether it is of 64 bits
     * @param sectionAlignment the alignment in memory
     * @param fileAlignment the alignment in the file
     * @param headerSize what the header says its own size is
     * @param entryPoint the entry point's address
     * @param resources the resource directory's address, 0 for none
     * @param sections the section table
     */
    public record Pe(
            boolean wide,
            int sectionAlignment,
            int fileAlignment,
            int headerSize,
            int entryPoint,
            int resources,
            List<PeSection> sections) {}

    /** Writes a PE's headers over the file's beginning. */
    public static void writePe(byte[] file, Pe pe) {
        ByteBuffer out = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        out.put(0, "MZ".getBytes(StandardCharsets.US_ASCII));
        out.putInt(60, PE_AT);
        out.putInt(PE_AT, 'P' | 'E' << 8);
        out.putShort(PE_AT + 4, (short) (pe.wide() ? 0x8664 : 0x14c));
        out.putShort(PE_AT + 6, (short) pe.sections().size());
        int fixed = pe.wide() ? 112 : 96;
        out.putShort(PE_AT + 20, (short) (fixed + 16 * 8));
        out.putShort(PE_AT + 22, (short) 0x0102);
        int optional = PE_AT + 24;
        for (int i = 0; i < fixed + 16 * 8; i++) {
            out.put(optional + i, (byte) 0);
        }
        out.putShort(optional, (short) (pe.wide() ? 0x20b : 0x10b));
        out.putInt(optional + 16, pe.entryPoint());
        out.putInt(optional + 32, pe.sectionAlignment());
        out.putInt(optional + 36, pe.fileAlignment());
        out.putInt(optional + 56, 0x10000);
        out.putInt(optional + 60, pe.headerSize());
        out.putShort(optional + 68, (short) 3);
        out.putInt(optional + fixed - 4, 16);
        if (pe.resources() != 0) {
            out.putInt(optional + fixed + 16, pe.resources());
            out.putInt(optional + fixed + 20, 0x400);
        }
        int at = optional + fixed + 16 * 8;
        for (int i = 0; i < pe.sections().size(); i++) {
            PeSection section = pe.sections().get(i);
            out.put(at, new byte[40]);
            out.put(at, (".s" + i).getBytes(StandardCharsets.US_ASCII));
            out.putInt(at + 8, section.virtualSize());
            out.putInt(at + 12, section.address());
            out.putInt(at + 16, section.size());
            out.putInt(at + 20, section.offset());
            out.putInt(at + 36, 0x60000020);
            at += 40;
        }
    }

    /** A PE with sections of random sizes and alignments, some of them odd. */
    public static void writeRandomPe(byte[] file, Random random) {
        int fileAlignment = List.of(0x200, 0x200, 0x1000, 0x20, 1, 0, 0x300).get(random.nextInt(7));
        int count = 1 + random.nextInt(5);
        java.util.ArrayList<PeSection> sections = new java.util.ArrayList<>();
        int address = 0x1000;
        int offset = 0x400;
        for (int i = 0; i < count; i++) {
            int size = 0x80 + random.nextInt(0x300);
            int skew = List.of(0, 0, 0, 0x10, 0x37, 0x200).get(random.nextInt(6));
            boolean virtual = random.nextInt(8) == 0;
            boolean beyond = random.nextInt(12) == 0;
            sections.add(new PeSection(
                    address + (random.nextInt(6) == 0 ? 0x10 : 0),
                    size,
                    beyond ? file.length + 0x200 : offset + skew,
                    virtual ? 0 : size));
            address += 0x1000;
            offset += size;
        }
        PeSection first = sections.get(random.nextInt(sections.size()));
        int entry = random.nextInt(5) == 0 ? 0x40 : (first.address() & ~0xfff) + random.nextInt(0x60);
        writePe(file, new Pe(random.nextBoolean(), 0x1000, fileAlignment, 0x400, entry, 0, sections));
    }

    /** An ELF with a segment that holds the entry point, and random sections. */
    public static void writeRandomElf(byte[] file, Random random) {
        boolean wide = random.nextBoolean();
        boolean little = random.nextBoolean();
        ByteBuffer out = ByteBuffer.wrap(file).order(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        out.put(0, new byte[] {0x7f, 'E', 'L', 'F', (byte) (wide ? 2 : 1), (byte) (little ? 1 : 2), 1});
        out.putShort(16, (short) 2);
        int segments = 1 + random.nextInt(2);
        int sections = 1 + random.nextInt(4);
        int headerSize = wide ? 64 : 52;
        int segmentSize = wide ? 56 : 32;
        int sectionSize = wide ? 64 : 40;
        int sectionsAt = headerSize + segments * segmentSize;
        long base = 0x400000;
        long entry = random.nextInt(6) == 0 ? 0 : base + 0x200 + random.nextInt(0x100);
        int sizes = wide ? 54 : 42;
        putAddress(out, wide, 24, entry);
        putAddress(out, wide, wide ? 32 : 28, headerSize);
        putAddress(out, wide, wide ? 40 : 32, sectionsAt);
        out.putShort(sizes, (short) segmentSize);
        out.putShort(sizes + 2, (short) segments);
        out.putShort(sizes + 4, (short) sectionSize);
        out.putShort(sizes + 6, (short) sections);
        for (int i = 0; i < segments; i++) {
            int at = headerSize + i * segmentSize;
            long skew = random.nextInt(0x40);
            putAddress(out, wide, at + (wide ? 8 : 4), 0x100 + skew);
            putAddress(out, wide, at + (wide ? 16 : 8), base + i * 0x100L);
            putAddress(out, wide, at + (wide ? 40 : 20), 0x800);
        }
        for (int i = 0; i < sections; i++) {
            int at = sectionsAt + i * sectionSize;
            putAddress(out, wide, at + (wide ? 24 : 16), 0x200L + random.nextInt(0x600));
            putAddress(out, wide, at + (wide ? 32 : 20), random.nextInt(0x200));
        }
    }

    /** A Mach-O with two segments of random sections, and for PowerPC an entry point. */
    public static void writeRandomMachO(byte[] file, Random random) {
        boolean wide = random.nextBoolean();
        boolean little = random.nextBoolean();
        boolean powerPc = random.nextBoolean();
        ByteBuffer out = ByteBuffer.wrap(file).order(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        out.putInt(0, wide ? 0xfeedfacf : 0xfeedface);
        out.putInt(4, powerPc ? wide ? 18 | 0x1000000 : 18 : wide ? 7 | 0x1000000 : 12);
        out.putInt(12, 2);
        out.putInt(16, powerPc ? 3 : 2);
        out.putInt(20, 0x200);
        int at = wide ? 32 : 28;
        long address = 0x1000;
        for (int segment = 0; segment < 2; segment++) {
            int sections = 1 + random.nextInt(2);
            out.putInt(at, wide ? 0x19 : 1);
            out.putInt(at + 4, (wide ? 72 : 56) + sections * (wide ? 80 : 68));
            int body = at + 8;
            out.putInt(body + (wide ? 56 : 40), sections);
            at = body + (wide ? 64 : 48);
            for (int i = 0; i < sections; i++) {
                int offsetAt = wide ? 48 : 40;
                putAddress(out, wide, at + 32, address);
                putAddress(out, wide, at + (wide ? 40 : 36), 0x100 + random.nextInt(0x80));
                out.putInt(at + offsetAt, 0x400 + random.nextInt(0x400));
                out.putInt(at + offsetAt + 4, random.nextInt(6));
                out.putInt(
                        at + offsetAt + 16, List.of(0, 0, 0, 1, 2, 0x0c, 0x12).get(random.nextInt(7)));
                at += wide ? 80 : 68;
                address += 0x1000;
            }
        }
        if (powerPc) {
            out.putInt(at, 5);
            out.putInt(at + 4, 8 + 8 + (wide ? 312 : 160));
            putAddress(out, wide, at + 16, 0x1000 + random.nextInt(0x100));
        }
    }

    private static void putAddress(ByteBuffer out, boolean wide, int at, long value) {
        if (wide) {
            out.putLong(at, value);
        } else {
            out.putInt(at, (int) value);
        }
    }
}
