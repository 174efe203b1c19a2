package dev.gatehouse.signatures.executable;

import java.util.List;
import java.util.OptionalLong;

/**
 * Where the pieces of a program lie in its file.
 *
 * @param kind the program's format
 * @param entryPoint where execution begins, in bytes from the file's start; nothing when it points at no byte
 * @param sections the sections that have bytes in the file, in table order
 * @param versionInformation where the version information of a PE lies, from the file's start; empty for others
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
     * A section's bytes in the file.
     *
     * @param offset bytes from the file's start
     * @param size bytes
     */
    public record Section(long offset, long size) {}
}
