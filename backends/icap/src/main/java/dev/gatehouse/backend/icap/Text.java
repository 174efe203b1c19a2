package dev.gatehouse.backend.icap;

/** Text that came from a server, made fit for a report. */
final class Text {

    private Text() {}

    /** Without control characters, and bounded. */
    static String shown(String text) {
        StringBuilder shown = new StringBuilder(Math.min(text.length(), Bounds.TEXT_CHARS));
        for (int i = 0; i < text.length(); i++) {
            if (shown.length() == Bounds.TEXT_CHARS) {
                return shown.append('…').toString();
            }
            char letter = text.charAt(i);
            shown.append(Character.isISOControl(letter) ? '?' : letter);
        }
        return shown.toString();
    }

    /** Without the quotation marks that some products put around values. */
    static String unquoted(String text) {
        String bare = text.strip();
        return bare.length() >= 2 && bare.startsWith("\"") && bare.endsWith("\"")
                ? bare.substring(1, bare.length() - 1).strip()
                : bare;
    }
}
