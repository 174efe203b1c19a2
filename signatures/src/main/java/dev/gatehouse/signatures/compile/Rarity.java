package dev.gatehouse.signatures.compile;

/**
 * How common a byte is in ordinary files, as a cost: the rarer an anchor, the fewer positions survive the filter. The
 * figures are rounded binary logarithms of a byte's share among programs, text and documents.
 */
final class Rarity {

    private static final byte[] COST = new byte[256];

    static {
        for (int value = 0; value < 256; value++) {
            COST[value] = (byte) cost(value);
        }
    }

    private Rarity() {}

    /** The cost of a string: high is common. A repeated byte counts more, since runs of one byte are common. */
    static int cost(byte[] bytes, int offset, int length) {
        int cost = 0;
        for (int i = offset; i < offset + length; i++) {
            cost += COST[bytes[i] & 0xff];
            if (i > offset && bytes[i] == bytes[i - 1]) {
                cost += 6;
            }
        }
        return cost;
    }

    private static int cost(int value) {
        if (value == 0) {
            return 12;
        }
        if (value == 0xff || value == ' ') {
            return 8;
        }
        if (value >= 'a' && value <= 'z') {
            return "etaoinsrlcdp".indexOf(value) >= 0 ? 7 : 5;
        }
        if (value == 0x48 || value == 0x8b || value == 0x89 || value == 0x24 || value == 0xe8 || value == 0x0f) {
            return 6;
        }
        if (value >= 0x21 && value < 0x7f) {
            return 4;
        }
        return value < 0x20 ? 5 : 2;
    }
}
