package dev.gatehouse.gateway.icap;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a message carries, RFC 3507 section 4.4.1: the lengths of the HTTP heads, and whether there is a body.
 *
 * @param requestHead how long the HTTP request's head is, in bytes; negative if there is none
 * @param responseHead how long the HTTP response's head is, in bytes; negative if there is none
 * @param body whether a body follows
 */
record Encapsulated(int requestHead, int responseHead, boolean body) {

    private static final int NONE = -1;

    private record Part(String name, int offset) {}

    /** Reads what a request says of itself. */
    static Encapsulated of(RequestHead head) throws BadRequestException {
        Optional<String> value = head.fields().value("Encapsulated");
        if (value.isEmpty()) {
            if (head.method() == IcapMethod.OPTIONS) {
                return new Encapsulated(NONE, NONE, false);
            }
            throw BadRequestException.malformed("no Encapsulated");
        }
        List<Part> parts = parts(value.get());
        int requestHead = NONE;
        int responseHead = NONE;
        for (int i = 0; i + 1 < parts.size(); i++) {
            int length = parts.get(i + 1).offset() - parts.get(i).offset();
            if (length < 0 || length > RequestHead.MOST_BYTES) {
                throw BadRequestException.malformed("offsets in Encapsulated that fall, or a head that is too long");
            }
            String name = parts.get(i).name();
            if (name.equals("req-hdr") && i == 0 && head.method() != IcapMethod.OPTIONS) {
                requestHead = length;
            } else if (name.equals("res-hdr") && responseHead == NONE && head.method() == IcapMethod.RESPMOD) {
                responseHead = length;
            } else {
                throw unfit(name, head);
            }
        }
        return new Encapsulated(requestHead, responseHead, body(parts.getLast().name(), head));
    }

    private static boolean body(String name, RequestHead head) throws BadRequestException {
        String own = switch (head.method()) {
            case OPTIONS -> "opt-body";
            case REQMOD -> "req-body";
            case RESPMOD -> "res-body";
        };
        if (!name.equals(own) && !name.equals("null-body")) {
            throw unfit(name, head);
        }
        return name.equals(own);
    }

    private static BadRequestException unfit(String name, RequestHead head) {
        boolean known = name.matches("(req|res)-(hdr|body)|(opt|null)-body");
        return BadRequestException.malformed((known ? name : "something unknown") + " in the Encapsulated of a "
                + head.method() + " is out of place");
    }

    private static List<Part> parts(String value) throws BadRequestException {
        List<Part> parts = new ArrayList<>();
        for (String item : value.split(",", -1)) {
            String part = item.strip();
            int equals = part.indexOf('=');
            String digits = equals < 0 ? "" : part.substring(equals + 1).strip();
            if (!digits.matches("[0-9]{1,7}")) {
                throw BadRequestException.malformed("an Encapsulated that cannot be read");
            }
            parts.add(new Part(part.substring(0, equals).strip().toLowerCase(Locale.ROOT), Integer.parseInt(digits)));
        }
        if (parts.getFirst().offset() != 0) {
            throw BadRequestException.malformed("an Encapsulated that does not begin at 0");
        }
        return parts;
    }
}
