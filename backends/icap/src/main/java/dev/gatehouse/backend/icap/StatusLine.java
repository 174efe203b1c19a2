package dev.gatehouse.backend.icap;

/**
 * The first line of an answer.
 *
 * @param code three digits
 * @param text what stands after them
 */
record StatusLine(int code, String text) {

    /**
     * Reads {@code ICAP/1.0 200 OK} or {@code HTTP/1.1 403 Forbidden}.
     *
     * @param protocol what stands before the slash
     */
    static StatusLine parse(String line, String protocol) throws BadReplyException {
        int space = line.indexOf(' ');
        String version = space < 0 ? line : line.substring(0, space);
        if (!version.startsWith(protocol + "/") || version.length() != protocol.length() + 4) {
            throw new BadReplyException("not an answer in " + protocol + ": " + Text.shown(line));
        }
        String rest = line.substring(space + 1).stripLeading();
        if (space < 0
                || rest.length() < 3
                || !isDigit(rest.charAt(0))
                || !isDigit(rest.charAt(1))
                || !isDigit(rest.charAt(2))
                || (rest.length() > 3 && rest.charAt(3) != ' ')
                || rest.charAt(0) == '0') {
            throw new BadReplyException("an answer without a status: " + Text.shown(line));
        }
        return new StatusLine(
                Integer.parseInt(rest.substring(0, 3)), rest.substring(3).strip());
    }

    private static boolean isDigit(char letter) {
        return letter >= '0' && letter <= '9';
    }

    /** The code and its text, for a person. */
    @Override
    public String toString() {
        return text.isEmpty() ? Integer.toString(code) : code + " " + Text.shown(text);
    }
}
