package dev.gatehouse.engine.unpack.mail;

/**
 * A piece of a mail that some reading shows.
 *
 * @param name from its header; where that gives none, its section number as in IMAP, {@code preamble} or {@code epilogue}
 * @param start where it begins
 * @param end behind its last byte
 * @param encoding how it is encoded
 * @param kind what it is to be opened as
 * @param header fields to be put before the decoded bytes, for a multipart that is encoded as a whole; otherwise empty
 */
public record Leaf(String name, long start, long end, TransferEncoding encoding, Kind kind, String header) {

    /** What a piece is to be opened as, besides what its bytes show. */
    public enum Kind {
        /** Nothing that its header tells. */
        DATA,
        /** Text to be shown. */
        TEXT,
        /** Text with files encoded in it. */
        TEXT_WITH_BLOCKS,
        /** A mail, with a header of its own. */
        MAIL
    }
}
