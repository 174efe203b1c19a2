package dev.gatehouse.engine.unpack.mail;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Every boundary that a Content-Type field may be read to name: each of several parameters, with and without the quotes,
 * up to the first blank or the next semicolon, put together and decoded by RFC 2231.
 */
final class Boundaries {

    private static final int MOST = 16;
    private static final int LONGEST = 1000;
    private static final String WORD = "boundary";

    private final Set<String> found = new LinkedHashSet<>();
    private final Map<Integer, String> pieces = new TreeMap<>();

    private Boundaries() {}

    /** Adds those of one field's value. */
    static void of(String value, Set<String> boundaries) {
        Boundaries all = new Boundaries();
        all.search(value.replace("\n", ""));
        if (value.indexOf('\n') >= 0) {
            all.search(value.replaceAll("\n[ \t]*", ""));
        }
        all.join();
        for (String boundary : all.found) {
            if (boundaries.size() < MOST) {
                boundaries.add(boundary);
            }
        }
    }

    private void search(String value) {
        String lower = value.toLowerCase(Locale.ROOT);
        for (int at = lower.indexOf(WORD); at >= 0; at = lower.indexOf(WORD, at + 1)) {
            int next = skipBlanks(value, at + WORD.length());
            int piece = -1;
            boolean starred = false;
            if (next < value.length() && value.charAt(next) == '*') {
                starred = true;
                next++;
                int digits = next;
                while (next < value.length() && Character.isDigit(value.charAt(next)) && next < digits + 4) {
                    next++;
                }
                if (next > digits) {
                    piece = Integer.parseInt(value, digits, next, 10);
                    starred = next < value.length() && value.charAt(next) == '*';
                    next += starred ? 1 : 0;
                }
                next = skipBlanks(value, next);
            }
            if (next < value.length() && value.charAt(next) == '=') {
                read(value, skipBlanks(value, next + 1), piece, starred);
            }
        }
    }

    private void read(String value, int start, int piece, boolean starred) {
        String bare = upTo(value, start, ";");
        if (piece >= 0) {
            String text = unquoted(value, start, true);
            pieces.putIfAbsent(piece, starred ? percentDecoded(piece == 0 ? behindCharset(text) : text) : text);
        }
        if (start < value.length() && value.charAt(start) == '"') {
            add(unquoted(value, start, true));
            add(unquoted(value, start, false));
        } else {
            add(upTo(value, start, "; \t,"));
            add(upTo(value, start, ";("));
        }
        if (bare.length() > 1 && bare.startsWith("'") && bare.endsWith("'")) {
            add(bare.substring(1, bare.length() - 1));
        }
        add(bare);
        if (starred) {
            add(percentDecoded(behindCharset(unquoted(value, start, true))));
        }
    }

    private void join() {
        if (!pieces.isEmpty()) {
            add(String.join("", pieces.values()));
        }
    }

    /** Delimiters may end with blanks, so boundaries cannot. */
    private void add(String boundary) {
        String stripped = boundary.stripTrailing();
        if (stripped.length() <= LONGEST && found.size() < MOST) {
            found.add(stripped);
        }
    }

    private static int skipBlanks(String value, int start) {
        int at = start;
        while (at < value.length() && value.charAt(at) <= ' ') {
            at++;
        }
        return at;
    }

    private static String upTo(String value, int start, String ends) {
        int at = start;
        while (at < value.length() && ends.indexOf(value.charAt(at)) < 0) {
            at++;
        }
        return value.substring(Math.min(start, value.length()), at);
    }

    /** Up to the closing quote, or to the end where none closes; backslashes quote a character or stand for themselves. */
    private static String unquoted(String value, int start, boolean backslashQuotes) {
        if (start >= value.length() || value.charAt(start) != '"') {
            return upTo(value, start, "; \t");
        }
        StringBuilder text = new StringBuilder();
        for (int at = start + 1; at < value.length() && value.charAt(at) != '"'; at++) {
            if (backslashQuotes && value.charAt(at) == '\\' && at + 1 < value.length()) {
                at++;
            }
            text.append(value.charAt(at));
        }
        return text.toString();
    }

    /** RFC 2231, 4: charset, language and value stand between single quotes. */
    private static String behindCharset(String text) {
        int first = text.indexOf('\'');
        int second = first < 0 ? -1 : text.indexOf('\'', first + 1);
        return second < 0 ? text : text.substring(second + 1);
    }

    private static String percentDecoded(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        StringBuilder decoded = new StringBuilder();
        for (int at = 0; at < bytes.length; at++) {
            int high = at + 2 < bytes.length ? Character.digit(bytes[at + 1], 16) : -1;
            int low = at + 2 < bytes.length ? Character.digit(bytes[at + 2], 16) : -1;
            if (bytes[at] == '%' && high >= 0 && low >= 0) {
                decoded.append((char) (high << 4 | low));
                at += 2;
            } else {
                decoded.append((char) (bytes[at] & 0xff));
            }
        }
        return decoded.toString();
    }
}
