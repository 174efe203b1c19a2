package dev.gatehouse.engine.unpack;

import java.io.IOException;

/**
 * A canonical Huffman code of up to 16 bits, the shorter codes first, symbols of one length in their order. Decoded by
 * counting: no table to build, as blocks are short.
 */
final class HuffmanCode {

    private static final int LONGEST = 16;

    private final int[] countByLength;
    private final int[] symbolsInOrder;
    private final int only;

    private HuffmanCode(int[] countByLength, int[] symbolsInOrder, int only) {
        this.countByLength = countByLength;
        this.symbolsInOrder = symbolsInOrder;
        this.only = only;
    }

    /** A code of one symbol, which takes no bits. */
    static HuffmanCode always(int symbol) {
        return new HuffmanCode(new int[0], new int[0], symbol);
    }

    /**
     * The code whose symbols have these lengths in bits, 0 for those that do not occur.
     *
     * @throws Fault if no code has them
     */
    static HuffmanCode of(int[] lengths) throws Fault {
        int[] count = new int[LONGEST + 1];
        for (int length : lengths) {
            if (length > LONGEST) {
                throw Fault.malformed("a code longer than 16 bits");
            }
            count[length]++;
        }
        count[0] = 0;
        int room = 1;
        int[] place = new int[LONGEST + 2];
        for (int length = 1; length <= LONGEST; length++) {
            room = (room << 1) - count[length];
            if (room < 0) {
                throw Fault.malformed("more codes than there is room for");
            }
            place[length + 1] = place[length] + count[length];
        }
        int[] ordered = new int[place[LONGEST + 1]];
        for (int symbol = 0; symbol < lengths.length; symbol++) {
            if (lengths[symbol] > 0) {
                ordered[place[lengths[symbol]]++] = symbol;
            }
        }
        return new HuffmanCode(count, ordered, -1);
    }

    /** Reads one symbol. */
    int read(BitSource bits) throws IOException {
        if (only >= 0) {
            return only;
        }
        int code = 0;
        int first = 0;
        int index = 0;
        for (int length = 1; length <= LONGEST; length++) {
            code |= bits.read(1);
            int count = countByLength[length];
            if (code - first < count) {
                return symbolsInOrder[index + code - first];
            }
            index += count;
            first = (first + count) << 1;
            code <<= 1;
        }
        throw Fault.malformed("bits that are no code");
    }
}
