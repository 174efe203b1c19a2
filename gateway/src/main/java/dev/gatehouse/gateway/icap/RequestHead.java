package dev.gatehouse.gateway.icap;

import java.io.IOException;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * The ICAP header of a request, RFC 3507 section 4.3.2.
 *
 * @param method what is asked for
 * @param path of the service, without slashes at its ends and without the query
 * @param fields the fields
 * @param preview how long a preview is announced, in bytes
 */
record RequestHead(IcapMethod method, String path, Fields fields, OptionalInt preview) {

    /** All lines of a header together. */
    static final int MOST_BYTES = 64 << 10;

    private static final int MOST_EMPTY_LINES = 8;

    /** Reads it. */
    static RequestHead read(Incoming in) throws IOException, BadRequestException {
        String line = in.line(MOST_BYTES);
        for (int i = 0; line.isEmpty(); i++) { // RFC 9112 section 2.2: some send a line end too many before
            if (i == MOST_EMPTY_LINES) {
                throw BadRequestException.malformed("empty lines without end");
            }
            line = in.line(MOST_BYTES);
        }
        String[] words = line.strip().split("[ \t]+", -1);
        if (words.length != 3 || !words[2].toUpperCase(Locale.ROOT).startsWith("ICAP/")) {
            throw BadRequestException.malformed("a request line that is not METHOD URI ICAP/1.0");
        }
        if (!words[2].toUpperCase(Locale.ROOT).equals("ICAP/1.0")) {
            throw new BadRequestException(Status.BAD_VERSION, "only ICAP/1.0 is spoken here");
        }
        IcapMethod method = switch (words[0]) {
            case "OPTIONS" -> IcapMethod.OPTIONS;
            case "REQMOD" -> IcapMethod.REQMOD;
            case "RESPMOD" -> IcapMethod.RESPMOD;
            default -> throw new BadRequestException(Status.NOT_IMPLEMENTED, "a method that is not known");
        };
        Fields fields = Fields.read(in, MOST_BYTES - line.length());
        return new RequestHead(method, path(words[1]), fields, preview(fields));
    }

    private static String path(String uri) {
        int scheme = uri.indexOf("://");
        String path = uri;
        if (scheme >= 0) {
            int slash = uri.indexOf('/', scheme + 3);
            path = slash < 0 ? "" : uri.substring(slash);
        }
        int query = path.indexOf('?');
        path = query < 0 ? path : path.substring(0, query);
        int from = 0;
        int to = path.length();
        while (from < to && path.charAt(from) == '/') {
            from++;
        }
        while (to > from && path.charAt(to - 1) == '/') {
            to--;
        }
        return path.substring(from, to);
    }

    private static OptionalInt preview(Fields fields) throws BadRequestException {
        String value = fields.value("Preview").orElse("");
        if (value.isEmpty()) {
            return OptionalInt.empty();
        }
        if (!value.matches("[0-9]{1,9}")) {
            throw BadRequestException.malformed("a Preview that is no number of bytes");
        }
        return OptionalInt.of(Integer.parseInt(value));
    }

    /** Whether the client takes this status as an answer to a whole message. */
    boolean allows(int code) {
        return fields.items("Allow").contains(Integer.toString(code));
    }

    /** Whether it is the client's last on this connection. */
    boolean closes() {
        return fields.items("Connection").contains("close");
    }
}
