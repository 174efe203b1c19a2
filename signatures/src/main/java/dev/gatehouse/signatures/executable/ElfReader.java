package dev.gatehouse.signatures.executable;

import dev.gatehouse.signatures.executable.ExecutableLayout.Kind;
import dev.gatehouse.signatures.executable.ExecutableLayout.Section;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Reads ELF headers (System V ABI, chapter 4). Sections are those of the section table, all of them; the entry point is
 * found through the program headers. ClamAV keeps offsets in 32 bits, also those of 64-bit files, and so do we.
 */
final class ElfReader {

    static final int MAGIC = 0x7f | 'E' << 8 | 'L' << 16 | 'F' << 24;

    private static final int SMALLEST_HEADER = 52;
    private static final int MAX_SEGMENTS = 128;
    private static final int MAX_SECTIONS = 256;
    private static final long LOW_32 = 0xffff_ffffL;

    private final ProgramBytes file;
    private final ByteOrder order;
    private final boolean wide;

    private ElfReader(ProgramBytes file, ByteOrder order, boolean wide) {
        this.file = file;
        this.order = order;
        this.wide = wide;
    }

    static ExecutableLayout read(ProgramBytes file) throws IOException, RefusedException {
        ByteBuffer start = file.littleEndian(0, SMALLEST_HEADER);
        int fileClass = start.get(4);
        if (fileClass != 1 && fileClass != 2) {
            throw new RefusedException("neither 32 nor 64 bits");
        }
        ByteOrder order = start.get(5) == 1 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
        return new ElfReader(file, order, fileClass == 2).read();
    }

    private ExecutableLayout read() throws IOException, RefusedException {
        ByteBuffer header = file.block(0, wide ? 64 : SMALLEST_HEADER, order);
        long entry = address(header, 24);
        long segmentsAt = address(header, wide ? 32 : 28);
        long sectionsAt = address(header, wide ? 40 : 32);
        int sizes = wide ? 54 : 42;
        long entryPoint =
                entryPoint(entry, segmentsAt, header.getShort(sizes) & 0xffff, header.getShort(sizes + 2) & 0xffff);
        List<Section> sections =
                sections(sectionsAt, header.getShort(sizes + 4) & 0xffff, header.getShort(sizes + 6) & 0xffff);
        return new ExecutableLayout(Kind.ELF, OptionalLong.of(entryPoint), sections, List.of());
    }

    private long entryPoint(long entry, long tableAt, int size, int count) throws IOException, RefusedException {
        if (count > MAX_SEGMENTS) {
            throw new RefusedException("too many segments");
        }
        if (count == 0 || entry == 0) {
            return 0;
        }
        int expected = wide ? 56 : 32;
        if (size != expected) {
            throw new RefusedException("the segments' headers have another size");
        }
        ByteBuffer table = file.block(tableAt, count * expected, order);
        for (int at = 0; at < table.capacity(); at += expected) {
            long offset = address(table, at + (wide ? 8 : 4));
            long start = address(table, at + (wide ? 16 : 8));
            long length = address(table, at + (wide ? 40 : 20));
            if (Long.compareUnsigned(start, entry) <= 0 && Long.compareUnsigned(sum(start, length), entry) > 0) {
                return entry - start + offset & LOW_32;
            }
        }
        throw new RefusedException("no segment has the entry point");
    }

    private List<Section> sections(long tableAt, int size, int count) throws IOException, RefusedException {
        int expected = wide ? 64 : 40;
        if (count > MAX_SECTIONS || size != expected) {
            throw new RefusedException("too many sections, or headers of another size");
        }
        List<Section> sections = new ArrayList<>(count);
        if (count > 0) {
            ByteBuffer table = file.block(tableAt, count * expected, order);
            for (int at = 0; at < table.capacity(); at += expected) {
                long offset = address(table, at + (wide ? 24 : 16));
                long length = address(table, at + (wide ? 32 : 20));
                sections.add(new Section(offset & LOW_32, length & LOW_32));
            }
        }
        return sections;
    }

    /** A sum in as many bits as the file has. */
    private long sum(long a, long b) {
        return wide ? a + b : a + b & LOW_32;
    }

    private long address(ByteBuffer buffer, int at) {
        return wide ? buffer.getLong(at) : buffer.getInt(at) & LOW_32;
    }
}
