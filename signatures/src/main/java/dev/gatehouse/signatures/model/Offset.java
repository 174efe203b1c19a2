package dev.gatehouse.signatures.model;

/**
 * Where a pattern may begin. Every form but {@link Any} has a {@code shift}: the pattern may begin at the named
 * position or up to so many bytes after it.
 */
public sealed interface Offset {

    /** Anywhere: {@code *}. */
    record Any() implements Offset {}

    /**
     * So many bytes from the start: {@code n} or {@code n,shift}.
     *
     * @param position bytes from the start
     * @param shift bytes of play
     */
    record FromStart(long position, long shift) implements Offset {}

    /**
     * So many bytes before the end: {@code EOF-n}.
     *
     * @param distance bytes before the end
     * @param shift bytes of play
     */
    record FromEnd(long distance, long shift) implements Offset {}

    /**
     * Relative to a program's entry point: {@code EP+n} or {@code EP-n}.
     *
     * @param delta signed bytes from the entry point
     * @param shift bytes of play
     */
    record EntryPoint(long delta, long shift) implements Offset {}

    /**
     * From the start of a program's section: {@code Sx+n}.
     *
     * @param section the section's number, from 0
     * @param delta bytes from the section's start
     * @param shift bytes of play
     */
    record SectionStart(int section, long delta, long shift) implements Offset {}

    /**
     * From the start of a program's last section: {@code SL+n}.
     *
     * @param delta bytes from the section's start
     * @param shift bytes of play
     */
    record LastSection(long delta, long shift) implements Offset {}

    /**
     * Anywhere in a program's section: {@code SEx}.
     *
     * @param section the section's number, from 0
     * @param shift bytes past the section's end that count as well
     */
    record WithinSection(int section, long shift) implements Offset {}

    /** In a Windows program's version information: {@code VI}. */
    record VersionInformation() implements Offset {}
}
