package dev.gatehouse.gateway.icap;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The page that stands in for what is blocked: HTML in UTF-8 in which {@code {{url}}}, {@code {{finding}}} and {@code
 * {{id}}} stand for the address, what was found or why it was not looked at, and the request's id in the logs. The values
 * are escaped, and so safe in text and in quoted attributes; not in scripts.
 *
 * @param html the template
 */
public record BlockPage(String html) {

    private static final long MOST_BYTES = 1 << 20;

    private static final int LONGEST_VALUE = 1024;

    private static final String BUILT_IN = """
            <!DOCTYPE html>
            <html lang="en">
            <head><meta charset="utf-8"><title>Blocked</title></head>
            <body>
            <h1>This content was blocked</h1>
            <p>Address: {{url}}</p>
            <p>Reason: {{finding}}</p>
            <p>If you think that this is a mistake, tell your administrator this number: {{id}}</p>
            </body>
            </html>
            """;

    /** A page of few words in English. */
    public static BlockPage builtIn() {
        return new BlockPage(BUILT_IN);
    }

    /**
     * A page of the operator's own.
     *
     * @throws IOException if it cannot be read, is no UTF-8 or has more than a MiB
     */
    public static BlockPage of(Path file) throws IOException {
        if (Files.size(file) > MOST_BYTES) {
            throw new IOException(file + " has more than " + MOST_BYTES + " bytes");
        }
        return new BlockPage(Files.readString(file));
    }

    /** The page for one message. */
    byte[] fill(String url, String finding, String id) {
        StringBuilder page = new StringBuilder();
        int at = 0;
        while (true) {
            int open = html.indexOf("{{", at);
            int close = open < 0 ? -1 : html.indexOf("}}", open);
            if (close < 0) {
                return page.append(html, at, html.length()).toString().getBytes(StandardCharsets.UTF_8);
            }
            page.append(html, at, open);
            String key = html.substring(open + 2, close);
            page.append(
                    switch (key) {
                        case "url" -> escaped(url);
                        case "finding" -> escaped(finding);
                        case "id" -> escaped(id);
                        default -> "{{" + key + "}}";
                    });
            at = close + 2;
        }
    }

    private static String escaped(String value) {
        StringBuilder escaped = new StringBuilder();
        int length = Math.min(value.length(), LONGEST_VALUE);
        for (int i = 0; i < length; i++) {
            char letter = value.charAt(i);
            switch (letter) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.append(Character.isISOControl(letter) ? ' ' : letter);
            }
        }
        return length < value.length() ? escaped.append("…").toString() : escaped.toString();
    }
}
