package dev.gatehouse.engine.unpack;

/**
 * The names of an installer's streams, which put two letters of a set of 64 in one character from U+3800 on, one in
 * those from U+4800 on, and mark tables with U+4840.
 */
final class MsiNames {

    private static final String LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz._";
    private static final int PAIRS = 0x3800;
    private static final int SINGLES = 0x4800;
    private static final int TABLE = 0x4840;

    private MsiNames() {}

    /** The name with all packing undone; others stay as they are. */
    static String unpacked(String name) {
        StringBuilder text = new StringBuilder(2 * name.length());
        for (int i = 0; i < name.length(); i++) {
            char next = name.charAt(i);
            if (next >= PAIRS && next < SINGLES) {
                int pair = next - PAIRS;
                text.append(LETTERS.charAt(pair & 0x3f)).append(LETTERS.charAt(pair >> 6));
            } else if (next >= SINGLES && next < TABLE) {
                text.append(LETTERS.charAt(next - SINGLES));
            } else {
                text.append(next == TABLE ? '!' : next);
            }
        }
        return text.toString();
    }
}
