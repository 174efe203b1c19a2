package dev.gatehouse.benchmarks.corpus;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** The classes of files in a corpus, with how many bytes of each a whole corpus has. */
public enum FileClass {
    /** Programs and libraries of Linux. */
    ELF(286),
    /** Programs and libraries of Windows. */
    PE(190),
    /** Sources and word lists. */
    TEXT(139),
    /** Documentation. */
    HTML(15),
    /** Debian packages. */
    DEBS(95),
    /** Jars. */
    JARS(238),
    /** Files of at most 16 KiB, of any kind. */
    SMALL(60);

    /** How many bytes of a file {@link #of} wants to see. */
    static final int HEAD_BYTES = 4096;

    private static final int SMALL_BYTES = 16 << 10;

    private final int megabytes;

    FileClass(int megabytes) {
        this.megabytes = megabytes;
    }

    /** How many bytes a whole corpus has of it. */
    public long bytes() {
        return megabytes * 1_000_000L;
    }

    /** The folder's name. */
    public String folder() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The class with a folder's name. */
    public static Optional<FileClass> named(String folder) {
        for (FileClass each : values()) {
            if (each.folder().equals(folder)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    /**
     * The class of a file from a package, by its content.
     *
     * @param head its first bytes
     * @param size its size in bytes
     */
    static Optional<FileClass> of(byte[] head, long size) {
        if (size == 0) {
            return Optional.empty();
        }
        String start = new String(head, StandardCharsets.ISO_8859_1);
        if (size <= SMALL_BYTES) {
            return Optional.of(SMALL);
        }
        if (start.startsWith("\177ELF")) {
            return Optional.of(ELF);
        }
        if (start.startsWith("MZ")) {
            return Optional.of(PE);
        }
        if (start.indexOf('\0') >= 0 || start.startsWith("\037\213") || start.startsWith("%PDF")) {
            return Optional.empty();
        }
        String lower = start.toLowerCase(Locale.ROOT);
        return Optional.of(lower.contains("<html") || lower.contains("<!doctype html") ? HTML : TEXT);
    }
}
