package dev.gatehouse.engine.type;

/** Tells text from other bytes by the head: no control characters but those that texts use. */
final class Texts {

    private static final int FIRST_PRINTABLE = 0x20;
    private static final int DELETE = 0x7f;

    private Texts() {}

    static boolean text(Head head) {
        if (head.u16be(0) == 0xfffe || head.u16be(0) == 0xfeff) {
            return utf16(head);
        }
        byte[] bytes = head.bytes();
        int length = head.length();
        for (int i = 0; i < length; i++) {
            int value = bytes[i] & 0xff;
            if (value < FIRST_PRINTABLE ? !used(value) : value == DELETE) {
                return false;
            }
        }
        return utf8(bytes, length) || latin(bytes, length);
    }

    /** Tab, line feed, form feed, carriage return, backspace, bell and escape. */
    private static boolean used(int value) {
        return (value >= 7 && value <= 13 && value != 11) || value == 27;
    }

    private static boolean utf16(Head head) {
        boolean bigEndian = head.u8(0) == 0xfe;
        for (int i = 2; i + 1 < head.length(); i += 2) {
            int value = bigEndian ? head.u16be(i) : head.u16le(i);
            if ((value < FIRST_PRINTABLE && !used(value)) || value == 0xffff) {
                return false;
            }
        }
        return true;
    }

    /** Well-formed UTF-8; a sequence that the head cuts is fine. */
    private static boolean utf8(byte[] bytes, int length) {
        for (int i = 0; i < length; ) {
            int lead = bytes[i] & 0xff;
            int more = lead < 0x80 ? 0 : lead >= 0xc2 && lead < 0xe0 ? 1 : lead >= 0xe0 && lead < 0xf0 ? 2 : 3;
            if ((lead >= 0x80 && lead < 0xc2) || lead > 0xf4) {
                return false;
            }
            for (int k = 1; k <= more && i + k < length; k++) {
                if ((bytes[i + k] & 0xc0) != 0x80) {
                    return false;
                }
            }
            i += more + 1;
        }
        return true;
    }

    /** An old 8-bit encoding: few bytes beyond ASCII. */
    private static boolean latin(byte[] bytes, int length) {
        int high = 0;
        for (int i = 0; i < length; i++) {
            int value = bytes[i] & 0xff;
            if (value >= 0x80) {
                high++;
            }
        }
        return high * 3 <= length;
    }
}
