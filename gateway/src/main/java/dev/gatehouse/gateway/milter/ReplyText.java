package dev.gatehouse.gateway.milter;

import java.util.regex.Pattern;

/**
 * What a client is told, in the operator's words: printable ASCII, in which <code>{name}</code> stands for what was found
 * or what is the matter.
 *
 * @param template the words
 */
public record ReplyText(String template) {

    /** So that a reply's line has no more than 512 bytes with its codes (RFC 5321, section 4.5.3.1.5). */
    private static final int MAX_LENGTH = 400;

    /** Names of signatures are shorter; one that is not must not push the operator's words out. */
    private static final int MAX_NAME_LENGTH = 120;

    private static final String NAME = "{name}";
    private static final Pattern PRINTABLE = Pattern.compile("[\\x20-\\x7e]+");

    /**
     * Checks the words.
     *
     * @throws IllegalArgumentException if they are empty, too long, not printable ASCII, or have an unknown place in
     *     them; the message is for the operator
     */
    public ReplyText {
        if (!PRINTABLE.matcher(template).matches()) {
            throw new IllegalArgumentException("the text must be one line of printable ASCII");
        }
        if (template.length() > MAX_LENGTH - MAX_NAME_LENGTH) {
            throw new IllegalArgumentException(
                    "the text must not have more than " + (MAX_LENGTH - MAX_NAME_LENGTH) + " characters");
        }
        if (template.replace(NAME, "").matches(".*[{}].*")) {
            throw new IllegalArgumentException("{name} is the only place that the text can have");
        }
    }

    /** The words with a name in its place. */
    String with(String name) {
        String text = template.replace(NAME, safe(name));
        return text.length() > MAX_LENGTH ? text.substring(0, MAX_LENGTH) : text;
    }

    /** A name as it may stand in a reply or in a header: short, on one line, and in printable ASCII. */
    static String safe(String name) {
        StringBuilder safe = new StringBuilder();
        for (int i = 0; i < name.length() && i < MAX_NAME_LENGTH; i++) {
            char each = name.charAt(i);
            safe.append(each >= ' ' && each <= '~' ? each : '?');
        }
        return safe.toString();
    }
}
