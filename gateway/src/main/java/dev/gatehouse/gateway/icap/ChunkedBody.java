package dev.gatehouse.gateway.icap;

import java.io.IOException;
import java.util.Locale;

/**
 * Reads a body, which is always chunked, RFC 3507 section 4.4.2 and RFC 9112 section 7.1. Extensions are skipped but for
 * {@code ieof}; trailers are skipped.
 */
final class ChunkedBody {

    private static final int MOST_LINE_BYTES = 4 << 10;
    private static final int MOST_SIZE_DIGITS = 15;

    private ChunkedBody() {}

    /** How a stretch of chunks ended. */
    enum End {
        /** With the client's word that nothing follows, whether or not a preview was announced. */
        SAID_WHOLE,
        /** With an ordinary last chunk: the end of the body, or of its preview. */
        LAST_CHUNK
    }

    /**
     * Reads chunks up to the last one.
     *
     * @throws NotTakenException if the sink takes no more
     */
    static End read(Incoming in, BodySink sink)
            throws IOException, BadRequestException, NotTakenException, InterruptedException {
        while (true) {
            String line = in.line(MOST_LINE_BYTES);
            int end = line.indexOf(';');
            long size = size((end < 0 ? line : line.substring(0, end)).strip());
            if (size == 0) {
                Fields.read(in, RequestHead.MOST_BYTES);
                return end >= 0 && saysWhole(line.substring(end)) ? End.SAID_WHOLE : End.LAST_CHUNK;
            }
            in.hand(size, sink);
            if (!in.line(2).isEmpty()) {
                throw BadRequestException.malformed("a chunk that is longer than it says");
            }
        }
    }

    private static boolean saysWhole(String extensions) {
        for (String extension : extensions.split(";", -1)) {
            if (extension.strip().toLowerCase(Locale.ROOT).equals("ieof")) {
                return true;
            }
        }
        return false;
    }

    private static long size(String digits) throws BadRequestException {
        if (!digits.matches("[0-9A-Fa-f]{1," + MOST_SIZE_DIGITS + "}")) {
            throw BadRequestException.malformed("a chunk without a size");
        }
        return Long.parseLong(digits, 16);
    }
}
