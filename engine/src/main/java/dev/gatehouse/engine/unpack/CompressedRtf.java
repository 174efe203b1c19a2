package dev.gatehouse.engine.unpack;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The rich text of a mail as Outlook packs it: LZ77 over a window that begins with usual words. [MS-OXRTFCP] 2.1.3. */
final class CompressedRtf implements DecodedStream.Decoder {

    private static final int WINDOW_BYTES = 4096;
    private static final long COMPRESSED = 0x75465A4CL;
    private static final long STORED = 0x414C454DL;

    private static final byte[] BEGINNING = ("{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}"
                    + "{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New Roman"
                    + "Courier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx")
            .getBytes(StandardCharsets.ISO_8859_1);

    private final InputStream packed;
    private final byte[] window = new byte[WINDOW_BYTES];
    private long left;
    private boolean compressed;
    private boolean begun;
    private boolean ended;
    private int write = BEGINNING.length;
    private int flags = 1;
    private int copyFrom;
    private int copyLeft;

    private CompressedRtf(InputStream packed) {
        this.packed = packed;
        System.arraycopy(BEGINNING, 0, window, 0, BEGINNING.length);
    }

    /** The text; its header is read with the first byte. */
    static InputStream of(InputStream packed) {
        return new DecodedStream(new CompressedRtf(packed));
    }

    @Override
    public int next() throws IOException {
        if (!begun) {
            begin();
        }
        if (!compressed) {
            return left-- > 0 ? required() : -1;
        }
        if (copyLeft > 0) {
            copyLeft--;
            int copied = window[copyFrom] & 0xff;
            copyFrom = (copyFrom + 1) % WINDOW_BYTES;
            return keep(copied);
        }
        if (ended) {
            return -1;
        }
        if (flags == 1) {
            flags = required() | 0x100; // the 1 comes down when all eight are used
        }
        boolean reference = (flags & 1) == 1;
        flags >>= 1;
        if (!reference) {
            return keep(required());
        }
        int token = required() << 8 | required();
        copyFrom = token >> 4;
        copyLeft = (token & 0xf) + 2;
        if (copyFrom == write) {
            ended = true;
            copyLeft = 0;
        }
        return next();
    }

    private int keep(int value) {
        window[write] = (byte) value;
        write = (write + 1) % WINDOW_BYTES;
        return value;
    }

    private void begin() throws IOException {
        begun = true;
        number(); // the compressed size; the data says itself where it ends
        left = number();
        long method = number();
        number(); // a checksum that no reader checks
        compressed = method == COMPRESSED;
        if (!compressed && method != STORED) {
            throw Fault.malformed("rich text packed by an unknown method");
        }
    }

    private long number() throws IOException {
        return required() | required() << 8 | required() << 16 | (long) required() << 24;
    }

    private int required() throws IOException {
        int next = packed.read();
        if (next < 0) {
            throw new EOFException();
        }
        return next;
    }
}
