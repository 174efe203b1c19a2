package dev.gatehouse.backend.icap;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The head of an HTTP message that an ICAP answer carries.
 *
 * @param status the status of a response; nothing for a request
 * @param requestLine the first line of a request; empty for a response
 * @param fields its header
 */
record HttpHead(Optional<StatusLine> status, String requestLine, Fields fields) {

    static HttpHead response(byte[] bytes) throws BadReplyException {
        int end = endOfLine(bytes);
        StatusLine status = StatusLine.parse(text(bytes, end), "HTTP");
        return new HttpHead(Optional.of(status), "", fields(bytes, end));
    }

    static HttpHead request(byte[] bytes) throws BadReplyException {
        int end = endOfLine(bytes);
        return new HttpHead(Optional.empty(), text(bytes, end), fields(bytes, end));
    }

    private static int endOfLine(byte[] bytes) {
        int end = 0;
        while (end < bytes.length && bytes[end] != '\n') {
            end++;
        }
        return end;
    }

    private static String text(byte[] bytes, int end) {
        return new String(bytes, 0, end, StandardCharsets.UTF_8).strip();
    }

    /** The header ends with an empty line, which some servers leave out: the length says where it ends. */
    private static Fields fields(byte[] bytes, int endOfFirstLine) throws BadReplyException {
        int from = Math.min(bytes.length, endOfFirstLine + 1);
        byte[] rest = new byte[bytes.length - from + 4];
        System.arraycopy(bytes, from, rest, 0, bytes.length - from);
        byte[] end = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(end, 0, rest, bytes.length - from, end.length);
        try {
            return new ReplyReader(new ByteArrayInputStream(rest)).fields();
        } catch (IOException e) {
            throw new BadReplyException("an encapsulated header that does not end");
        }
    }
}
