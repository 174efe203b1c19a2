package dev.gatehouse.cli.output;

import dev.gatehouse.cli.walk.FileName;
import java.util.Collection;
import java.util.HexFormat;

/**
 * Text that a hostile file may have chosen, made fit for one line of a terminal. Whatever could end the line, move the
 * cursor, reorder or hide letters is written as an escape: {@code \x1b} for a byte or a control character, {@code \u202e}
 * for the rest. A backslash is doubled only where an escape stands beside it, so that ordinary names stay as they are.
 */
public final class Printable {

    private static final HexFormat HEX = HexFormat.of();

    private Printable() {}

    /** The text, fit for one line. */
    public static String line(String text) {
        if (text.codePoints().noneMatch(Printable::mustEscape)) {
            return text;
        }
        StringBuilder line = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(point -> append(line, point));
        return line.toString();
    }

    /** A part's path behind its file's, each named level behind an exclamation mark, fit for one line. */
    public static String path(String file, Collection<String> members) {
        StringBuilder path = new StringBuilder(line(file));
        members.stream()
                .filter(member -> !member.isEmpty())
                .forEach(member -> path.append('!').append(line(member)));
        return path.toString();
    }

    private static void append(StringBuilder line, int point) {
        if (point == '\\') {
            line.append("\\\\");
        } else if (!mustEscape(point)) {
            line.appendCodePoint(point);
        } else if (FileName.isRawByte(point)) {
            line.append("\\x").append(HEX.toHexDigits((byte) point));
        } else if (point <= 0xff) {
            line.append("\\x").append(HEX.toHexDigits((byte) point));
        } else if (point <= 0xffff) {
            line.append("\\u").append(HEX.toHexDigits((char) point));
        } else {
            line.append("\\U").append(HEX.toHexDigits(point));
        }
    }

    private static boolean mustEscape(int point) {
        if (point >= ' ' && point < 0x7f) {
            return false;
        }
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> true;
            default -> false;
        };
    }
}
