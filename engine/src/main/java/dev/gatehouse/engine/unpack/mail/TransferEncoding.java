package dev.gatehouse.engine.unpack.mail;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.DecoderUtil;

/** How a body is encoded. RFC 2045, 6. */
public enum TransferEncoding {
    /** Not at all: 7bit, 8bit, binary, and whatever nobody knows. */
    IDENTITY,
    /** base64. */
    BASE64,
    /** quoted-printable. */
    QUOTED_PRINTABLE,
    /** x-uuencode and its other names. */
    UUENCODE,
    /** As an mbox keeps a message: lines that begin with {@code From } have one {@code >} more. */
    FROM_QUOTED;

    /**
     * All that a field's value may be read as: {@code (base64) 7bit} is read as both. A name is known by its core, since
     * programs differ in what else they take: {@code x-base64}, {@code base-64}, {@code quoted-printable;}.
     */
    static Set<TransferEncoding> of(String value) {
        String words = value.contains("=?") ? decoded(value) + ' ' + value : value;
        String letters = words.toLowerCase(Locale.ROOT).replaceAll("[\\s\"]+", "");
        Set<TransferEncoding> read = EnumSet.noneOf(TransferEncoding.class);
        if (letters.contains("64")) {
            read.add(BASE64);
        }
        if (letters.contains("quoted") || letters.contains("printable")) {
            read.add(QUOTED_PRINTABLE);
        }
        if (letters.contains("uu")) {
            read.add(UUENCODE);
        }
        if (read.isEmpty() || letters.contains("bit") || letters.contains("binary")) {
            read.add(IDENTITY);
        }
        return read;
    }

    private static String decoded(String value) {
        try {
            return DecoderUtil.decodeEncodedWords(value.replace("\n", ""), DecodeMonitor.SILENT);
        } catch (RuntimeException e) {
            return "";
        }
    }
}
