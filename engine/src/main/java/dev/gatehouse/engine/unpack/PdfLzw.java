package dev.gatehouse.engine.unpack;

import java.io.IOException;
import java.io.InputStream;

/** LZW with codes of 9 to 12 bits. ISO 32000-1, 7.4.4.2. */
final class PdfLzw implements DecodedStream.Decoder {

    private static final int CLEAR = 256;
    private static final int END = 257;
    private static final int FIRST = 258;
    private static final int MOST_CODES = 4096;

    private final InputStream packed;
    private final int early;
    private final short[] prefix = new short[MOST_CODES];
    private final byte[] suffix = new byte[MOST_CODES];
    private final byte[] stack = new byte[MOST_CODES + 1];
    private int stacked;
    private int codes = FIRST;
    private int bits = 9;
    private int last = -1;
    private byte lastFirst;
    private int held;
    private int heldBits;
    private boolean ended;

    private PdfLzw(InputStream packed, boolean early) {
        this.packed = packed;
        this.early = early ? 1 : 0;
    }

    /**
     * The decoded bytes.
     *
     * @param early whether codes grow one code early, as they do unless the file says otherwise
     */
    static InputStream of(InputStream packed, boolean early) {
        return new DecodedStream(new PdfLzw(packed, early));
    }

    @Override
    public int next() throws IOException {
        while (stacked == 0) {
            int code = ended ? END : code();
            if (code == END) {
                ended = true;
                return -1;
            }
            if (code == CLEAR) {
                codes = FIRST;
                bits = 9;
                last = -1;
                continue;
            }
            expand(code);
        }
        return stack[--stacked] & 0xff;
    }

    private void expand(int code) throws Fault {
        if (code > codes || (code == codes && last < 0) || (code >= FIRST && last < 0)) {
            throw Fault.malformed("an LZW code that was not made yet");
        }
        int at = code;
        if (code == codes) {
            stack[stacked++] = lastFirst;
            at = last;
        }
        while (at >= FIRST) {
            stack[stacked++] = suffix[at];
            at = prefix[at];
        }
        stack[stacked++] = (byte) at;
        lastFirst = (byte) at;
        if (last >= 0 && codes < MOST_CODES) {
            prefix[codes] = (short) last;
            suffix[codes] = lastFirst;
            codes++;
        }
        if (codes + early >= 1 << bits && bits < 12) {
            bits++;
        }
        last = code;
    }

    private int code() throws IOException {
        while (heldBits < bits) {
            int next = packed.read();
            if (next < 0) {
                return END; // many writers leave the end mark out
            }
            held = held << 8 | next;
            heldBits += 8;
        }
        heldBits -= bits;
        int code = held >>> heldBits & (1 << bits) - 1;
        held &= (1 << heldBits) - 1;
        return code;
    }
}
