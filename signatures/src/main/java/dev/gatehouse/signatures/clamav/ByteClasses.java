package dev.gatehouse.signatures.clamav;

import dev.gatehouse.signatures.model.BodyPattern.Choice;
import dev.gatehouse.signatures.model.MaskedBytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What {@code (B)}, {@code (L)} and {@code (W)} stand for where they take a byte. */
final class ByteClasses {

    /** The bytes that ClamAV takes for a word's border on either side. */
    private static final String WORD_BORDERS = "\n\r \"'-./<=>@_";

    private ByteClasses() {}

    static Choice wordBorder(boolean negated) {
        return new Choice(singles(WORD_BORDERS), negated);
    }

    /** Written with the letters and digits, which are fewer. */
    static Choice nonAlphanumeric(boolean negated) {
        StringBuilder alphanumerics = new StringBuilder();
        for (char character = '0'; character <= 'z'; character++) {
            if (Character.isLetterOrDigit(character)) {
                alphanumerics.append(character);
            }
        }
        return new Choice(singles(alphanumerics.toString()), !negated);
    }

    static Choice lineEnd() {
        return new Choice(List.of(bytes("\n"), bytes("\r\n")), false);
    }

    private static List<MaskedBytes> singles(String characters) {
        List<MaskedBytes> singles = new ArrayList<>();
        for (int i = 0; i < characters.length(); i++) {
            singles.add(bytes(characters.substring(i, i + 1)));
        }
        return singles;
    }

    private static MaskedBytes bytes(String text) {
        return MaskedBytes.exactly(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
