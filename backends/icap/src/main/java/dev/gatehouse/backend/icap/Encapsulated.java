package dev.gatehouse.backend.icap;

import java.util.Locale;
import java.util.Optional;

/**
 * What an ICAP answer carries, as its field {@code Encapsulated} says, RFC 3507, section 4.4.1.
 *
 * @param requestHeaderBytes the length of an HTTP request's header, or zero
 * @param responseHeaderBytes the length of an HTTP response's header, or zero; it comes after the request's
 * @param body whether a body in chunks follows
 */
record Encapsulated(int requestHeaderBytes, int responseHeaderBytes, boolean body) {

    /** Nothing at all: the field is not there. */
    static final Encapsulated NOTHING = new Encapsulated(0, 0, false);

    static Encapsulated of(Fields fields) throws BadReplyException {
        Optional<String> value = fields.value("Encapsulated");
        if (value.isEmpty()) {
            return NOTHING;
        }
        if (fields.all("Encapsulated").size() > 1) {
            throw new BadReplyException("more than one field Encapsulated");
        }
        String last = "";
        int lastOffset = 0;
        int request = 0;
        int response = 0;
        for (String part : value.get().split(",", -1)) {
            int equals = part.indexOf('=');
            String name = equals < 0 ? part : part.substring(0, equals).strip().toLowerCase(Locale.ROOT);
            int offset = equals < 0 ? -1 : offset(part.substring(equals + 1).strip());
            int length = offset - lastOffset;
            if (length < 0 || (last.isEmpty() && offset != 0)) {
                throw bad(value.get());
            }
            switch (last) {
                case "" -> {}
                case "req-hdr" -> request = length;
                case "res-hdr" -> response = length;
                default -> throw bad(value.get());
            }
            boolean inOrder = switch (name) {
                case "req-hdr" -> last.isEmpty();
                case "res-hdr" -> last.isEmpty() || last.equals("req-hdr");
                case "req-body", "res-body", "opt-body", "null-body" -> true;
                default -> false;
            };
            if (!inOrder) {
                throw bad(value.get());
            }
            last = name;
            lastOffset = offset;
        }
        if (!last.endsWith("-body")) {
            throw bad(value.get());
        }
        return new Encapsulated(request, response, !last.equals("null-body"));
    }

    private static int offset(String digits) {
        if (digits.isEmpty() || digits.length() > 6 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return -1;
        }
        int offset = Integer.parseInt(digits);
        return offset > Bounds.HEADER_BYTES ? -1 : offset;
    }

    private static BadReplyException bad(String value) {
        return new BadReplyException("an Encapsulated that cannot be read: " + Text.shown(value));
    }
}
