package dev.gatehouse.signatures.executable;

import dev.gatehouse.signatures.executable.ExecutableLayout.Kind;
import dev.gatehouse.signatures.executable.ExecutableLayout.Section;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Reads PE headers (Microsoft, PE Format). A section's offset is rounded down and its size up to the file's alignment,
 * as Windows does when it loads one, and cut off at the file's end.
 */
final class PeReader {

    static final int DOS_MAGIC = 'M' | 'Z' << 8;
    static final int OLD_DOS_MAGIC = 'Z' | 'M' << 8;

    private static final int PE_POINTER = 60;
    private static final int PE_MAGIC = 'P' | 'E' << 8;
    private static final int FILE_HEADER = 24;
    private static final int OPTIONAL_HEADER_32 = 96;
    private static final int OPTIONAL_HEADER_64 = 112;
    private static final int PE32_PLUS = 0x20b;
    private static final int MAX_DIRECTORIES = 16;
    private static final int RESOURCES = 2;
    private static final int SECTION_HEADER = 40;
    private static final long SMALLEST_ALIGNMENT = 0x200;

    private PeReader() {}

    static ExecutableLayout read(ProgramBytes file) throws IOException, RefusedException {
        long pe = unsigned(file.littleEndian(PE_POINTER, 4), 0);
        if (pe == 0) {
            throw new RefusedException("no PE header");
        }
        ByteBuffer fileHeader = file.littleEndian(pe, FILE_HEADER);
        if (fileHeader.getInt(0) != PE_MAGIC) {
            throw new RefusedException("not a PE header");
        }
        int sectionCount = fileHeader.getShort(6) & 0xffff;
        int optionalSize = fileHeader.getShort(20) & 0xffff;
        if (sectionCount == 0 || optionalSize < OPTIONAL_HEADER_32) {
            throw new RefusedException("no sections or no optional header");
        }
        long optionalAt = pe + FILE_HEADER;
        ByteBuffer optional = file.littleEndian(optionalAt, OPTIONAL_HEADER_32);
        int fixedSize = OPTIONAL_HEADER_32;
        if ((optional.getShort(0) & 0xffff) == PE32_PLUS) {
            fixedSize = OPTIONAL_HEADER_64;
            if (optionalSize < fixedSize) {
                throw new RefusedException("the optional header is too small");
            }
            optional = file.littleEndian(optionalAt, fixedSize);
        }
        long directories = Math.min(MAX_DIRECTORIES, unsigned(optional, fixedSize - 4));
        if (optionalSize < fixedSize + directories * 8) {
            throw new RefusedException("the optional header has no room for its directories");
        }
        ByteBuffer directoryTable = file.littleEndian(optionalAt + fixedSize, (int) directories * 8);

        long entryPoint = unsigned(optional, 16);
        long sectionAlignment = unsigned(optional, 32);
        long fileAlignment = unsigned(optional, 36);
        long headerSize = Alignment.up(unsigned(optional, 60), sectionAlignment);

        ByteBuffer table = file.littleEndian(optionalAt + optionalSize, sectionCount * SECTION_HEADER);
        List<PeSection> sections =
                sections(table, sectionCount, sectionAlignment, effectiveAlignment(table, fileAlignment), file.size());
        AddressMap addresses = new AddressMap(sections, headerSize, file.size());
        long entry = addresses.offsetOf(entryPoint).orElseThrow(() -> new RefusedException("no entry point"));

        List<Long> versionInformation = List.of();
        if (directories > RESOURCES && unsigned(directoryTable, RESOURCES * 8 + 4) != 0) {
            versionInformation =
                    new VersionInformationReader(file, addresses, unsigned(directoryTable, RESOURCES * 8)).read();
        }
        List<Section> inFile = new ArrayList<>(sectionCount);
        sections.forEach(section -> inFile.add(new Section(section.offset(), section.size())));
        return new ExecutableLayout(Kind.PE, OptionalLong.of(entry), inFile, versionInformation);
    }

    /** The file's alignment, or 512 when some section with bytes does not keep to it but does to 512. */
    private static long effectiveAlignment(ByteBuffer table, long alignment) {
        for (int at = 0; alignment != 0 && at < table.capacity(); at += SECTION_HEADER) {
            long pointer = unsigned(table, at + 20);
            boolean hasBytes = table.getInt(at + 16) != 0;
            if (hasBytes && pointer % alignment != 0 && pointer % SMALLEST_ALIGNMENT == 0) {
                return SMALLEST_ALIGNMENT;
            }
        }
        return alignment;
    }

    private static List<PeSection> sections(
            ByteBuffer table, int count, long sectionAlignment, long fileAlignment, long fileSize)
            throws RefusedException {
        List<PeSection> sections = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int at = i * SECTION_HEADER;
            long virtualSize = unsigned(table, at + 8);
            long virtualAddress = unsigned(table, at + 12);
            long rawSize = unsigned(table, at + 16);
            long rawPointer = unsigned(table, at + 20);
            long offset = Alignment.down(rawPointer, fileAlignment);
            long size = Alignment.up(rawSize, fileAlignment);
            if (size != 0) {
                if (offset >= fileSize || rawPointer >= fileSize) {
                    size = 0;
                    rawSize = 0;
                } else {
                    size = Math.min(size, fileSize - offset);
                    rawSize = Math.min(rawSize, fileSize - rawPointer);
                }
            }
            if (isNegative(virtualAddress)
                    || isNegative(virtualSize)
                    || (size != 0 && isNegative(rawPointer))
                    || isNegative(rawSize)) {
                throw new RefusedException("a section's number is too large");
            }
            sections.add(new PeSection(Alignment.down(virtualAddress, sectionAlignment), offset, size));
        }
        return sections;
    }

    private static boolean isNegative(long unsigned32) {
        return unsigned32 >>> 31 != 0;
    }

    static long unsigned(ByteBuffer buffer, int at) {
        return buffer.getInt(at) & 0xffff_ffffL;
    }

    /**
     * A section as far as addresses and bytes go.
     *
     * @param address where it is in memory, from the image's base
     * @param offset where its bytes are in the file
     * @param size how many bytes it has in the file
     */
    record PeSection(long address, long offset, long size) {}
}
