package dev.gatehouse.signatures.executable;

import java.util.List;
import java.util.OptionalLong;

/**
 * Where the pieces of a program lie in its file, as ClamAV sees them.
 *
 * @param kind the program's format
 * @param entryPoint where execution begins, in bytes from the file's start: 0 where the format or the file names none,
 *     so that {@code EP+n} then counts from the start; nothing only when a reader cannot tell
 * @param sections all sections in table order, so that a signature's section number is the place in this list; those
 *     without bytes in the file have size 0
 * @param versionInformation where the strings of a Windows program's version information lie, from the file's start,
 *     in ascending order; empty for others
 */
public record ExecutableLayout(
        Kind kind, OptionalLong entryPoint, List<Section> sections, List<Long> versionInformation) {

    /** Copies the lists. */
    public ExecutableLayout {
        sections = List.copyOf(sections);
        versionInformation = List.copyOf(versionInformation);
    }

    /** A program's format. */
    public enum Kind {
        /** Portable Executable. */
        PE,
        /** Executable and Linkable Format. */
        ELF,
        /** Mach-O. */
        MACHO
    }

    /**
     * A section's bytes in the file. Of a PE they never reach past the file's end; of the others the header's numbers
     * stand as they are.
     *
     * @param offset bytes from the file's start
     * @param size bytes, 0 when it has none in the file
     */
    public record Section(long offset, long size) {}
}
