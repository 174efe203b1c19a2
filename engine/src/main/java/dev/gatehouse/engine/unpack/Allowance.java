package dev.gatehouse.engine.unpack;

import dev.gatehouse.spi.ReasonCode;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** How many bytes may come out of certain members together, whatever the file as a whole is allowed. */
final class Allowance {

    private static final Allowance UNLIMITED = new Allowance(Long.MAX_VALUE, ReasonCode.LIMIT_BYTES, "");

    private final long bytes;
    private final ReasonCode code;
    private final String detail;
    private long left;

    private Allowance(long bytes, ReasonCode code, String detail) {
        this.bytes = bytes;
        this.code = code;
        this.detail = detail;
        this.left = bytes;
    }

    /** No bound of its own. */
    static Allowance unlimited() {
        return UNLIMITED;
    }

    /** So many bytes; a stream that wants more ends with a fault of this code. */
    static Allowance of(long bytes, ReasonCode code, String detail) {
        return new Allowance(bytes, code, detail);
    }

    /** Whether nothing is left. */
    boolean spent() {
        return left <= 0;
    }

    /** Takes bytes that are given without a stream. */
    void take(long count) {
        if (bytes != Long.MAX_VALUE) {
            left -= Math.min(left, count);
        }
    }

    /** A stream whose bytes are taken as they are read; closing it closes the other. */
    InputStream meter(InputStream stream) {
        return bytes == Long.MAX_VALUE ? stream : new Metered(stream);
    }

    private final class Metered extends InputStream {

        private final InputStream stream;
        private final byte[] one = new byte[1];

        Metered(InputStream stream) {
            this.stream = stream;
        }

        @Override
        public int read() throws IOException {
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            Objects.checkFromIndexSize(offset, length, target.length);
            if (spent()) {
                throw new Fault(code, detail);
            }
            int count = stream.read(target, offset, (int) Math.min(length, left));
            take(Math.max(0, count));
            return count;
        }

        @Override
        public void close() throws IOException {
            stream.close();
        }
    }
}
