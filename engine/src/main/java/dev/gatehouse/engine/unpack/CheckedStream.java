package dev.gatehouse.engine.unpack;

import dev.gatehouse.spi.ReasonCode;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;

/** Decoded bytes that are held against a CRC-32 once all of them have been read. Closes what it reads from. */
final class CheckedStream extends InputStream {

    private final InputStream bytes;
    private final long expected;
    private final CRC32 crc = new CRC32();
    private final byte[] one = new byte[1];
    private boolean ended;

    CheckedStream(InputStream bytes, long expected) {
        this.bytes = bytes;
        this.expected = expected;
    }

    /** Whether the end was reached. */
    boolean ended() {
        return ended;
    }

    @Override
    public int read() throws IOException {
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (ended) {
            return -1;
        }
        int count = bytes.read(target, offset, length);
        if (count >= 0) {
            crc.update(target, offset, count);
            return count;
        }
        ended = true;
        if (expected != ZipHeader.UNKNOWN && expected != crc.getValue()) {
            throw new Fault(
                    ReasonCode.CHECKSUM_MISMATCH,
                    "CRC-32 is %08x, declared is %08x".formatted(crc.getValue(), expected));
        }
        return -1;
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }
}
