package dev.gatehouse.engine.type;

/**
 * Signs of mail: it begins with a header, RFC 5322, 2.2. Every line of the head up to the first empty one must be a field
 * or go on with one, and fields that mail has must be among them. Gateways put lines of their own before the first
 * field.
 */
final class MailSigns {

    /** Fields by which mail is known; one is not enough, as many texts begin with "From:". RFC 5322, 3.6. */
    private static final String[] FIELDS = {
        "received:",
        "return-path:",
        "message-id:",
        "mime-version:",
        "content-type:",
        "content-transfer-encoding:",
        "content-disposition:",
        "delivered-to:",
        "from:",
        "to:",
        "cc:",
        "sender:",
        "subject:",
        "date:",
        "reply-to:",
        "in-reply-to:",
        "references:",
        "list-unsubscribe:",
        "dkim-signature:",
        "authentication-results:",
        "received-spf:",
        "arc-seal:",
        "arc-message-signature:",
        "arc-authentication-results:",
        "x-received:",
        "x-mailer:",
        "x-originalarrivaltime:"
    };

    /** Those that nothing but mail has, and that may fill the head alone. */
    private static final String[] TRACES = {
        "received:",
        "x-received:",
        "return-path:",
        "delivered-to:",
        "dkim-signature:",
        "authentication-results:",
        "arc-seal:",
        "arc-message-signature:",
        "arc-authentication-results:"
    };

    /** How many lines of others may stand among the fields. */
    private static final int MOST_STRAY_LINES = 2;

    private MailSigns() {}

    static boolean fits(Head head) {
        int at = begin(head);
        boolean mbox = head.hasAnyCase(at, "from ") || head.hasAnyCase(at, ">from ");
        int fields = 0;
        int strays = mbox ? -1 : 0;
        boolean trace = false;
        boolean first = true;
        while (at < head.length()) {
            int end = lineEnd(head, at);
            if (end == at) {
                break; // the header ends
            }
            boolean folded = head.u8(at) == ' ' || head.u8(at) == '\t';
            if (!folded) {
                if (any(head, at, FIELDS)) {
                    fields++;
                    trace |= any(head, at, TRACES);
                } else if (!field(head, at, end) && (++strays > MOST_STRAY_LINES || (first && !mbox))) {
                    return false;
                }
                if (fields >= 2) {
                    return true;
                }
                first = false;
            }
            at = next(head, end);
        }
        boolean headIsFull = at >= head.length() && head.size() > head.length();
        return (mbox && fields >= 1) || (trace && headIsFull);
    }

    /** Behind a byte order mark and blank lines. */
    private static int begin(Head head) {
        int at = head.has(0, "\u00ef\u00bb\u00bf") ? 3 : 0;
        while (head.u8(at) == '\n' || head.u8(at) == '\r') {
            at++;
        }
        return at;
    }

    private static int lineEnd(Head head, int start) {
        int at = start;
        while (at < head.length() && head.u8(at) != '\n' && head.u8(at) != '\r') {
            at++;
        }
        return at;
    }

    private static int next(Head head, int end) {
        return head.u8(end) == '\r' && head.u8(end + 1) == '\n' ? end + 2 : end + 1;
    }

    private static boolean any(Head head, int at, String[] names) {
        for (String name : names) {
            if (head.hasAnyCase(at, name)) {
                return true;
            }
        }
        return false;
    }

    /** A field of any name: visible characters up to a colon, perhaps with blanks before it. */
    private static boolean field(Head head, int start, int end) {
        int at = start;
        while (at < end && head.u8(at) > ' ' && head.u8(at) < 0x7f && head.u8(at) != ':') {
            at++;
        }
        int colon = at;
        while (head.u8(colon) == ' ' || head.u8(colon) == '\t') {
            colon++;
        }
        return at > start && (head.u8(colon) == ':' || end == head.length());
    }
}
