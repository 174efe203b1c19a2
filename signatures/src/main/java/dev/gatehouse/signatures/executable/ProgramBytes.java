package dev.gatehouse.signatures.executable;

import dev.gatehouse.signatures.ByteSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A program's bytes, in blocks that are there whole or not at all. */
final class ProgramBytes {

    private final ByteSource source;

    ProgramBytes(ByteSource source) {
        this.source = source;
    }

    long size() {
        return source.size();
    }

    /** Whether so many bytes are there. */
    boolean has(long at, long length) {
        return at >= 0 && length >= 0 && at <= size() && length <= size() - at;
    }

    /** A block, whose numbers are read as little-endian. */
    ByteBuffer littleEndian(long at, int length) throws IOException, RefusedException {
        return block(at, length, ByteOrder.LITTLE_ENDIAN);
    }

    /** A block, whose numbers are read in the given order. */
    ByteBuffer block(long at, int length, ByteOrder order) throws IOException, RefusedException {
        if (!has(at, length)) {
            throw new RefusedException("the file ends before its headers do");
        }
        byte[] bytes = new byte[length];
        int count = 0;
        while (count < length) {
            int more = source.read(at + count, bytes, count, length - count);
            if (more <= 0) {
                throw new RefusedException("the file ends before its headers do");
            }
            count += more;
        }
        return ByteBuffer.wrap(bytes).order(order);
    }
}
