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
 * Reads Mach-O headers (Apple, mach-o/loader.h). Sections are those of all segments, in the order of the commands; the
 * entry point is known for PowerPC only, as ClamAV has it. A universal binary has no layout: the programs in it are
 * parts of their own.
 */
final class MachOReader {

    private static final int MAGIC_32 = 0xfeedface;
    private static final int MAGIC_64 = 0xfeedfacf;
    private static final int HEADER = 28;
    private static final int MAX_COMMANDS = 1024;
    private static final int MAX_SECTIONS_OF_SEGMENT = 255;
    private static final int COMMAND = 8;
    private static final int SEGMENT = 0x01;
    private static final int SEGMENT_64 = 0x19;
    private static final int THREAD = 0x04;
    private static final int UNIX_THREAD = 0x05;
    private static final int X86 = 7;
    private static final int POWERPC = 18;
    private static final int POWERPC_64 = 18 | 0x0100_0000;
    private static final int SECTION_TYPE = 0xff;
    private static final int ZERO_FILL = 0x01;
    private static final int BIG_ZERO_FILL = 0x0c;
    private static final int THREAD_LOCAL_ZERO_FILL = 0x12;
    private static final long LOW_32 = 0xffff_ffffL;

    private final ProgramBytes file;
    private final ByteOrder order;
    private final boolean wide;
    private final List<Long> addresses = new ArrayList<>();
    private final List<Long> sizes = new ArrayList<>();
    private final List<Section> sections = new ArrayList<>();
    private long entryAddress;

    private MachOReader(ProgramBytes file, ByteOrder order, boolean wide) {
        this.file = file;
        this.order = order;
        this.wide = wide;
    }

    /** Whether the first four bytes, read as little-endian, are those of a Mach-O in either order. */
    static boolean isMagic(int first) {
        int other = Integer.reverseBytes(first);
        return first == MAGIC_32 || first == MAGIC_64 || other == MAGIC_32 || other == MAGIC_64;
    }

    static ExecutableLayout read(ProgramBytes file) throws IOException, RefusedException {
        int magic = file.littleEndian(0, HEADER).getInt(0);
        boolean little = magic == MAGIC_32 || magic == MAGIC_64;
        boolean wide = (little ? magic : Integer.reverseBytes(magic)) == MAGIC_64;
        return new MachOReader(file, little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN, wide).read();
    }

    private ExecutableLayout read() throws IOException, RefusedException {
        ByteBuffer header = file.block(0, HEADER, order);
        int processor = header.getInt(4);
        long commands = header.getInt(16) & LOW_32;
        if (commands == 0 || commands > MAX_COMMANDS) {
            throw new RefusedException("no commands, or too many");
        }
        long at = wide ? HEADER + 4L : HEADER;
        for (int i = 0; i < commands; i++) {
            ByteBuffer command = file.block(at, COMMAND, order);
            int kind = command.getInt(0);
            long size = command.getInt(4) & LOW_32;
            if (kind == (wide ? SEGMENT_64 : SEGMENT)) {
                at = segment(at + COMMAND);
            } else if (hasThreadState(processor) && (kind == THREAD || kind == UNIX_THREAD)) {
                at = thread(at + COMMAND + 8, processor);
            } else {
                at += Math.max(size, COMMAND);
            }
        }
        return new ExecutableLayout(Kind.MACHO, OptionalLong.of(entryPoint()), sections, List.of());
    }

    /** The sections of a segment, which follow it; returns where they end. */
    private long segment(long at) throws IOException, RefusedException {
        int length = wide ? 64 : 48;
        ByteBuffer segment = file.block(at, length, order);
        long count = segment.getInt(length - 8) & LOW_32;
        if (count > MAX_SECTIONS_OF_SEGMENT) {
            throw new RefusedException("too many sections");
        }
        int sectionLength = wide ? 80 : 68;
        long sectionAt = at + length;
        for (int i = 0; i < count; i++) {
            section(file.block(sectionAt, sectionLength, order));
            sectionAt += sectionLength;
        }
        return sectionAt;
    }

    private void section(ByteBuffer section) throws RefusedException {
        long address = (wide ? section.getLong(32) : section.getInt(32)) & LOW_32;
        long size = wide ? section.getLong(40) : section.getInt(36) & LOW_32;
        int offsetAt = wide ? 48 : 40;
        long offset = section.getInt(offsetAt) & LOW_32;
        long power = section.getInt(offsetAt + 4) & LOW_32;
        if (power >= 32) {
            throw new RefusedException("an alignment is too large");
        }
        long sizeInFile = 0;
        if (!isZeroFilled(section.getInt(offsetAt + 16) & SECTION_TYPE)) {
            long alignment = 1L << power;
            sizeInFile = size + (alignment - Long.remainderUnsigned(size, alignment)) % alignment;
            if ((size & ~LOW_32) != 0 || sizeInFile > LOW_32) {
                throw new RefusedException("a section is too large");
            }
        }
        addresses.add(address);
        sizes.add(size & LOW_32);
        sections.add(new Section(offset, sizeInFile));
    }

    /** Sections of these types are made of zeros when the program is loaded and have no bytes in the file. */
    private static boolean isZeroFilled(int type) {
        return type == ZERO_FILL || type == BIG_ZERO_FILL || type == THREAD_LOCAL_ZERO_FILL;
    }

    private static boolean hasThreadState(int processor) {
        return processor == X86 || processor == POWERPC || processor == POWERPC_64;
    }

    /** A thread's registers; returns where they end. */
    private long thread(long at, int processor) throws IOException, RefusedException {
        int length = switch (processor) {
            case X86 -> 64;
            case POWERPC -> 160;
            default -> 312;
        };
        ByteBuffer registers = file.block(at, length, order);
        if (processor == POWERPC) {
            entryAddress = registers.getInt(0) & LOW_32;
        } else if (processor == POWERPC_64) {
            entryAddress = registers.getLong(0) & LOW_32;
        }
        return at + length;
    }

    private long entryPoint() throws RefusedException {
        if (entryAddress == 0 || sections.isEmpty()) {
            return entryAddress;
        }
        for (int i = 0; i < sections.size(); i++) {
            long start = addresses.get(i);
            if (start <= entryAddress && (start + sizes.get(i) & LOW_32) > entryAddress) {
                return entryAddress - start + sections.get(i).offset() & LOW_32;
            }
        }
        throw new RefusedException("no section has the entry point");
    }
}
