package dev.gatehouse.backend.icap;

/** How much a server may send before it is taken for hostile. */
final class Bounds {

    /** One line of a header. Products list every member of an archive in one field, so it is generous. */
    static final int LINE_BYTES = 16 << 10;
    /** All lines of one header. */
    static final int HEADER_BYTES = 256 << 10;
    /** Fields in one header, folded lines counted. */
    static final int HEADER_LINES = 4096;
    /** The line before a chunk, with its extensions. */
    static final int CHUNK_LINE_BYTES = 4 << 10;
    /** Answers of the kind 1xx before the final one. */
    static final int INTERIM_REPLIES = 8;
    /** How much of a page is kept to look for a name in it. */
    static final int PAGE_BYTES = 64 << 10;
    /** How much of a body that is not the file is read for the sake of using the connection again. */
    static final int DRAIN_BYTES = 512 << 10;
    /** The longest preview that is sent, whatever the server asks for. */
    static final int PREVIEW_BYTES = 64 << 10;
    /** The longest name, or other text from a server, that goes into a report. */
    static final int TEXT_CHARS = 300;

    private Bounds() {}
}
