package dev.gatehouse.gateway.log;

/**
 * Text that strangers chose, made fit to be read: what would move a cursor, turn the direction of writing, or end a line
 * is written as its code point, and no more is kept than a line bears.
 */
final class Shown {

    private static final int MAX_CHARS = 1024;

    private Shown() {}

    static String of(String text) {
        String kept = text.length() <= MAX_CHARS ? text : text.substring(0, MAX_CHARS) + "…";
        if (kept.codePoints().noneMatch(Shown::isHidden)) {
            return kept;
        }
        StringBuilder shown = new StringBuilder();
        kept.codePoints().forEach(point -> {
            if (isHidden(point)) {
                shown.append("\\u{").append(Integer.toHexString(point)).append('}');
            } else {
                shown.appendCodePoint(point);
            }
        });
        return shown.toString();
    }

    private static boolean isHidden(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
