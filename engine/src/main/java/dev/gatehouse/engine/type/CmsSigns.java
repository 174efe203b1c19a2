package dev.gatehouse.engine.type;

/**
 * Signs of a cryptographic message: a sequence that begins with the identifier of one of its content types. RFC 5652, 3
 * and the types that it and RFC 3274 and RFC 5083 register.
 */
final class CmsSigns {

    /** 1.2.840.113549.1.7, with its tag and length: the last byte is one of 1 to 6. */
    private static final String PKCS7 = "\u0006\t*\u0086H\u0086\u00f7\r\u0001\u0007";

    /** 1.2.840.113549.1.9.16.1, likewise. */
    private static final String SMIME = "\u0006\u000b*\u0086H\u0086\u00f7\r\u0001\t\u0010\u0001";

    private CmsSigns() {}

    static boolean fits(Head head) {
        if (head.u8(0) != 0x30) {
            return false;
        }
        int length = head.u8(1);
        int at = length <= 0x80 ? 2 : 2 + (length & 0x7f);
        return (head.has(at, PKCS7) && head.u8(at + PKCS7.length()) >= 1 && head.u8(at + PKCS7.length()) <= 6)
                || (head.has(at, SMIME) && smime(head.u8(at + SMIME.length())));
    }

    /** Authenticated, compressed, authenticated and enveloped. */
    private static boolean smime(int type) {
        return type == 2 || type == 9 || type == 23;
    }
}
