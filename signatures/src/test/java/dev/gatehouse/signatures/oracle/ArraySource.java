package dev.gatehouse.signatures.oracle;

import dev.gatehouse.signatures.ByteSource;

/** Bytes in memory. */
public final class ArraySource implements ByteSource {

    private final byte[] bytes;

    /** A source of these bytes, not copied. */
    public ArraySource(byte[] bytes) {
        this.bytes = bytes;
    }

    @Override
    public long size() {
        return bytes.length;
    }

    @Override
    public int read(long position, byte[] target, int offset, int length) {
        int count = (int) Math.max(0, Math.min(length, bytes.length - position));
        if (count > 0) {
            System.arraycopy(bytes, (int) position, target, offset, count);
        }
        return count;
    }
}
