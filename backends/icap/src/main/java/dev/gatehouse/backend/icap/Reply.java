package dev.gatehouse.backend.icap;

import java.util.Optional;

/**
 * What a server answered to one file.
 *
 * @param status the ICAP status
 * @param fields the ICAP header, trailers included
 * @param coverage how much of the file the server had been sent when it answered
 * @param http the head of the HTTP message that came back
 * @param body what came back in place of the file
 */
record Reply(StatusLine status, Fields fields, Coverage coverage, Optional<HttpHead> http, Body body) {

    /** How much of the file a server had been sent when it answered. */
    enum Coverage {
        /** The preview alone: it wanted no more. */
        PREVIEW,
        /** It asked for the rest after the preview, and answered before it had all of it. */
        PART_AFTER_PREVIEW,
        /** There was no preview, and it answered before it had the file. */
        PART,
        /** Every byte. */
        WHOLE
    }

    /** What came back in place of the file. */
    sealed interface Body {

        /** Nothing. */
        record Absent() implements Body {}

        /** The file's bytes, every one. */
        record Original() implements Body {}

        /**
         * Other bytes.
         *
         * @param page how they begin, as text; at most {@link Bounds#PAGE_BYTES}
         */
        record Other(String page) implements Body {}

        /**
         * Something that cannot be trusted: it broke off or breaks the protocol.
         *
         * @param why what was wrong
         */
        record Broken(String why) implements Body {}
    }
}
