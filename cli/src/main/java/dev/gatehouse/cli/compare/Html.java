package dev.gatehouse.cli.compare;

import java.util.Locale;

/**
 * Writes HTML, and the SVG in it, so that no text can become markup: there is no way to write any but by naming elements
 * in the program, and whatever is given as text or as an attribute's value is escaped. An element is closed when its body returns.
 */
final class Html {

    private final StringBuilder out = new StringBuilder("<!DOCTYPE html>\n");

    /** An empty document. */
    Html() {}

    /**
     * Writes an element.
     *
     * @param body writes what is in it
     * @param attributes names and values by turns
     */
    void in(String tag, Runnable body, String... attributes) {
        start(tag, attributes);
        out.append('>');
        body.run();
        out.append("</").append(tag).append(">\n");
    }

    /** Writes an element that holds text. */
    void leaf(String tag, String text, String... attributes) {
        in(tag, () -> text(text), attributes);
    }

    /** Writes an element that holds nothing, as {@code meta} and SVG's shapes do. */
    void alone(String tag, String... attributes) {
        start(tag, attributes);
        out.append("/>\n");
    }

    /** Writes the house's own style sheet, which HTML does not escape; it must not hold the end of an element. */
    void style(String sheet) {
        if (sheet.contains("</")) {
            throw new IllegalArgumentException("a style sheet must not close an element");
        }
        out.append("<style>\n").append(sheet).append("</style>\n");
    }

    /** Writes text. */
    void text(String text) {
        escape(text);
    }

    private void start(String tag, String... attributes) {
        out.append('<').append(tag);
        for (int i = 0; i < attributes.length; i += 2) {
            out.append(' ').append(attributes[i]).append("=\"");
            escape(attributes[i + 1]);
            out.append('"');
        }
    }

    private void escape(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.append(c);
            }
        }
    }

    /** A coordinate for SVG. */
    static String at(double coordinate) {
        return String.format(Locale.ROOT, "%.1f", coordinate);
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
