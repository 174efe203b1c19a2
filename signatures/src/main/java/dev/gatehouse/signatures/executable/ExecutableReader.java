package dev.gatehouse.signatures.executable;

import dev.gatehouse.signatures.ByteSource;
import java.io.IOException;
import java.util.Optional;

/**
 * Reads the headers of programs: PE, ELF and Mach-O, of 32 and 64 bits and either byte order. See the package's
 * documentation for what of a damaged header is tolerated. Reads little more than the tables themselves; the memory it
 * takes is bounded by the number of sections that a header can have.
 */
public final class ExecutableReader {

    private static final int LONGEST_MAGIC = 4;

    private ExecutableReader() {}

    /**
     * The layout of the program that the bytes are.
     *
     * @return nothing when they are no program, or one whose header ClamAV refuses as well: then no signature with an
     *     offset relative to a program's parts can match, and no section digest
     * @throws IOException only if the source cannot be read; bytes of any content are fine
     */
    public static Optional<ExecutableLayout> read(ByteSource source) throws IOException {
        ProgramBytes bytes = new ProgramBytes(source);
        try {
            return switch (Magic.of(bytes.littleEndian(0, LONGEST_MAGIC).getInt(0))) {
                case PE -> Optional.of(PeReader.read(bytes));
                case ELF -> Optional.of(ElfReader.read(bytes));
                case MACHO -> Optional.of(MachOReader.read(bytes));
                case NONE -> Optional.empty();
            };
        } catch (RefusedException e) {
            return Optional.empty();
        }
    }

    /** The format that the first bytes promise. */
    private enum Magic {
        PE,
        ELF,
        MACHO,
        NONE;

        static Magic of(int first) {
            int two = first & 0xffff;
            if (two == PeReader.DOS_MAGIC || two == PeReader.OLD_DOS_MAGIC) {
                return PE;
            }
            if (first == ElfReader.MAGIC) {
                return ELF;
            }
            return MachOReader.isMagic(first) ? MACHO : NONE;
        }
    }
}
