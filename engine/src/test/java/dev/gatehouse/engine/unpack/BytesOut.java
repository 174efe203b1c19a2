package dev.gatehouse.engine.unpack;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes the little-endian numbers that old formats are made of. */
final class BytesOut {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    BytesOut u8(int value) {
        out.write(value);
        return this;
    }

    BytesOut u16(int value) {
        return u8(value).u8(value >> 8);
    }

    BytesOut u32(long value) {
        return u16((int) value).u16((int) (value >> 16));
    }

    BytesOut bytes(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    BytesOut text(String latin) {
        return bytes(latin.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Text with a zero behind it. */
    BytesOut zeroEnded(String latin) {
        return text(latin).u8(0);
    }

    /** Bytes with zeros up to a multiple of four. */
    BytesOut padded(byte[] bytes) {
        bytes(bytes);
        for (int i = bytes.length; i % 4 != 0; i++) {
            u8(0);
        }
        return this;
    }

    int size() {
        return out.size();
    }

    byte[] done() {
        return out.toByteArray();
    }
}
