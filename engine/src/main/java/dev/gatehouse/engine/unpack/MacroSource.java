package dev.gatehouse.engine.unpack;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** A macro's source, or the list of a project's macros, decompressed: chunks of 4096 bytes, LZ77 within each. [MS-OVBA] 2.4.1. */
final class MacroSource implements DecodedStream.Decoder {

    private static final int CHUNK_BYTES = 4096;
    private static final int CONTAINER = 1;

    private final InputStream packed;
    private final byte[] chunk = new byte[CHUNK_BYTES];
    private @Nullable IOException fault;
    private boolean begun;
    private int length;
    private int next;

    private MacroSource(InputStream packed) {
        this.packed = packed;
    }

    /** From where the compressed container begins; reads byte by byte, so the source should be buffered. */
    static InputStream of(InputStream packed) {
        return new DecodedStream(new MacroSource(packed));
    }

    @Override
    public int next() throws IOException {
        while (next == length) {
            if (fault != null) {
                throw fault;
            }
            if (!begun) {
                begun = true;
                if (packed.read() != CONTAINER) {
                    throw Fault.malformed("no compressed macro where it should begin");
                }
            }
            int low = packed.read();
            int high = low < 0 ? -1 : packed.read();
            if (high < 0) {
                return -1;
            }
            next = 0;
            length = 0;
            decode(low | high << 8);
        }
        return chunk[next++] & 0xff;
    }

    /** What comes before a fault in the chunk is given before the fault. */
    private void decode(int header) throws IOException {
        try {
            chunk(header);
        } catch (StopUnpacking e) {
            throw e;
        } catch (IOException e) {
            fault = e;
        }
    }

    private void chunk(int header) throws IOException {
        int left = (header & 0xfff) + 1;
        if ((header >> 12 & 7) != 3) {
            throw Fault.malformed("a damaged chunk of a compressed macro");
        }
        if (header >> 15 == 0) {
            length = Math.max(0, packed.readNBytes(chunk, 0, CHUNK_BYTES));
            return;
        }
        while (left > 0) {
            int flags = required();
            left--;
            for (int bit = 0; bit < 8 && left > 0; bit++) {
                if ((flags >> bit & 1) == 0) {
                    keep(required());
                    left--;
                } else {
                    copy(required() | required() << 8);
                    left -= 2;
                }
            }
        }
    }

    private void copy(int token) throws Fault {
        int offsetBits = Math.max(4, 32 - Integer.numberOfLeadingZeros(length - 1));
        int count = (token & (0xffff >> offsetBits)) + 3;
        int from = length - 1 - (token >> (16 - offsetBits));
        if (length == 0 || from < 0) {
            throw Fault.malformed("a compressed macro copies from before its beginning");
        }
        for (int i = 0; i < count; i++) {
            keep(chunk[from + i]);
        }
    }

    private void keep(int value) throws Fault {
        if (length == CHUNK_BYTES) {
            throw Fault.malformed("a chunk of a compressed macro that is too long");
        }
        chunk[length++] = (byte) value;
    }

    private int required() throws IOException {
        int value = packed.read();
        if (value < 0) {
            throw new EOFException();
        }
        return value;
    }
}
