package dev.gatehouse.engine.type;

/** Signs of files encoded within text: a line within the head that begins a block. */
final class EncodedTexts {

    private EncodedTexts() {}

    static boolean fits(Head head) {
        boolean lineStart = true;
        for (int at = 0; at < head.length() && head.u8(at) != 0; at++) {
            if (lineStart && begins(head, at)) {
                return true;
            }
            int value = head.u8(at);
            lineStart = value == '\n' || value == '\r';
        }
        return false;
    }

    /** uuencode of POSIX in both forms, yEnc, BinHex 4.0. */
    private static boolean begins(Head head, int at) {
        return switch (head.u8(at)) {
            case 'b', 'B' ->
                (head.hasAnyCase(at, "begin ") && mode(head, at + 6))
                        || (head.hasAnyCase(at, "begin-base64 ") && mode(head, at + 13));
            case '=' -> head.hasAnyCase(at, "=ybegin ");
            case '(' -> head.hasAnyCase(at, "(this file must be converted with binhex");
            default -> false;
        };
    }

    /** The file's mode in octal, and a blank before its name. */
    private static boolean mode(Head head, int start) {
        int at = start;
        while (head.u8(at) >= '0' && head.u8(at) <= '7') {
            at++;
        }
        return at - start >= 3 && at - start <= 6 && head.u8(at) == ' ';
    }
}
