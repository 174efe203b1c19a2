package dev.gatehouse.cli.output;

import dev.gatehouse.cli.walk.FileName;
import java.util.HexFormat;

/**
 * Names as JSON can hold them: lone surrogates are no Unicode text and would break the output (RFC 8259, section 8.2). A
 * byte of a file's name that is not UTF-8 becomes {@code \xNN}, any other lone surrogate its number.
 */
public final class JsonText {

    private JsonText() {}

    /** The text, or the text with escapes where it is not Unicode. */
    public static String valid(String text) {
        if (text.codePoints().noneMatch(JsonText::isLoneSurrogate)) {
            return text;
        }
        StringBuilder valid = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(point -> {
            if (FileName.isRawByte(point)) {
                valid.append("\\x").append(HexFormat.of().toHexDigits((byte) point));
            } else if (isLoneSurrogate(point)) {
                valid.append("\\u").append(HexFormat.of().toHexDigits((char) point));
            } else {
                valid.appendCodePoint(point);
            }
        });
        return valid.toString();
    }

    private static boolean isLoneSurrogate(int point) {
        return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
    }
}
