package dev.gatehouse.engine.unpack.mail;

/** The first lines of files that are encoded within text. */
public final class BlockSigns {

    private BlockSigns() {}

    /** Whether a line begins a uuencoded, yEnc or BinHex block. */
    public static boolean begins(byte[] bytes, int at, int filled) {
        return kind(bytes, at, filled) != Kind.NONE;
    }

    /** What begins with a line. */
    enum Kind {
        NONE,
        /** {@code begin 644 name}, POSIX uuencode. */
        UU,
        /** {@code begin-base64 644 name}, POSIX uuencode -m. */
        UU_BASE64,
        /** {@code =ybegin line=128 size=4 name=x}, yEnc 1.3. */
        YENC,
        /** The line before a BinHex 4.0 block, RFC 1741. */
        BINHEX
    }

    static Kind kind(byte[] bytes, int at, int filled) {
        if (LineMarks.has(bytes, at, filled, "begin ")) {
            return mode(bytes, at + 6, filled) ? Kind.UU : Kind.NONE;
        }
        if (LineMarks.has(bytes, at, filled, "begin-base64 ")) {
            return mode(bytes, at + 13, filled) ? Kind.UU_BASE64 : Kind.NONE;
        }
        if (LineMarks.has(bytes, at, filled, "=ybegin ")) {
            return Kind.YENC;
        }
        return LineMarks.has(bytes, at, filled, "(this file must be converted with binhex") ? Kind.BINHEX : Kind.NONE;
    }

    /** The file's mode: octal digits behind any blanks. */
    private static boolean mode(byte[] bytes, int start, int filled) {
        int at = start;
        while (at < filled && at < start + 8 && bytes[at] == ' ') {
            at++;
        }
        int digits = 0;
        while (at < filled && bytes[at] >= '0' && bytes[at] <= '7') {
            at++;
            digits++;
        }
        return digits >= 3 && digits <= 6 && at < filled && (bytes[at] == ' ' || bytes[at] == '\t');
    }
}
