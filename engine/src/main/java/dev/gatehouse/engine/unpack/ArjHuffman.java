package dev.gatehouse.engine.unpack;

import java.io.IOException;

/**
 * ARJ's methods 1 to 3, which differ in how hard the packer searched: LZ77 with Huffman codes, as LHA's -lh6-. The data
 * comes in blocks; each has a count of symbols, then three codes: one for the lengths of the second, one for literals
 * and match lengths, one for the widths of distances.
 */
final class ArjHuffman implements DecodedStream.Decoder {

    private static final int SHORTEST_MATCH = 3;
    private static final int LITERALS = 256;
    private static final int SYMBOLS = 510; // literals, and match lengths from 3 to 256
    private static final int SYMBOLS_WIDTH = 9;
    private static final int LENGTH_SYMBOLS = 19;
    private static final int DISTANCE_SYMBOLS = 17;
    private static final int NARROW_WIDTH = 5;
    private static final int NO_GAP = -1;

    private final BitSource bits;
    private final ArjWindow window = new ArjWindow();
    private HuffmanCode symbols = HuffmanCode.always(0);
    private HuffmanCode distances = HuffmanCode.always(0);
    private int blockLeft;
    private long left;

    /** Decodes so many bytes. */
    ArjHuffman(SourceStream source, long bytes) {
        this.bits = new BitSource(source);
        this.left = bytes;
    }

    @Override
    public int next() throws IOException {
        if (left <= 0) {
            return -1;
        }
        left--;
        if (window.copyLeft() == 0) {
            int symbol = symbol();
            if (symbol < LITERALS) {
                window.put((byte) symbol);
                return symbol;
            }
            window.match(distance() + 1, symbol - LITERALS + SHORTEST_MATCH);
        }
        return window.copy() & 0xff;
    }

    private int symbol() throws IOException {
        if (blockLeft == 0) {
            blockLeft = bits.read(16);
            if (blockLeft == 0) {
                throw Fault.malformed("an empty block");
            }
            HuffmanCode lengths = narrowCode(LENGTH_SYMBOLS, 3);
            symbols = wideCode(lengths);
            distances = narrowCode(DISTANCE_SYMBOLS, NO_GAP);
        }
        blockLeft--;
        return symbols.read(bits);
    }

    private int distance() throws IOException {
        int width = distances.read(bits);
        return width == 0 ? 0 : (1 << (width - 1)) + bits.read(width - 1);
    }

    /**
     * A code whose lengths come as three bits each, seven meaning that ones follow for each more. After the symbol
     * before the gap two bits tell how many symbols have no code.
     */
    private HuffmanCode narrowCode(int most, int gap) throws IOException {
        int told = bits.read(NARROW_WIDTH);
        if (told == 0) {
            return HuffmanCode.always(bits.read(NARROW_WIDTH));
        }
        int[] lengths = new int[Math.max(most, told)];
        int symbol = 0;
        while (symbol < told) {
            int length = bits.read(3);
            while (length >= 7 && bits.read(1) == 1) {
                length++;
            }
            lengths[symbol++] = length;
            if (symbol == gap) {
                symbol += bits.read(2);
            }
        }
        return HuffmanCode.of(lengths);
    }

    /** The code of literals and match lengths; its lengths are symbols of another, small ones telling runs of none. */
    private HuffmanCode wideCode(HuffmanCode lengthsCode) throws IOException {
        int told = bits.read(SYMBOLS_WIDTH);
        if (told == 0) {
            return HuffmanCode.always(bits.read(SYMBOLS_WIDTH));
        }
        int[] lengths = new int[SYMBOLS];
        int symbol = 0;
        while (symbol < told) {
            int code = lengthsCode.read(bits);
            switch (code) {
                case 0 -> symbol++;
                case 1 -> symbol += bits.read(4) + 3;
                case 2 -> symbol += bits.read(SYMBOLS_WIDTH) + 20;
                default -> {
                    if (symbol >= SYMBOLS) {
                        throw Fault.malformed("a code of too many symbols");
                    }
                    lengths[symbol++] = code - 2;
                }
            }
        }
        return HuffmanCode.of(lengths);
    }
}
