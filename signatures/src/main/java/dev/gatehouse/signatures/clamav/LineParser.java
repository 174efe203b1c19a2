package dev.gatehouse.signatures.clamav;

/** Reads the lines of one kind of database. */
@FunctionalInterface
interface LineParser {

    /**
     * Reads a line that is neither empty nor a comment.
     *
     * @throws Malformed if it cannot be read
     */
    void parse(LineReader line, Tally tally);
}
