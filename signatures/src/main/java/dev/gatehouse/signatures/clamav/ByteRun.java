package dev.gatehouse.signatures.clamav;

import dev.gatehouse.signatures.model.MaskedBytes;
import java.io.ByteArrayOutputStream;

/** Collects bytes under masks. */
final class ByteRun {

    private final ByteArrayOutputStream values = new ByteArrayOutputStream();
    private final ByteArrayOutputStream masks = new ByteArrayOutputStream();

    /** Adds the byte of two hexadecimal digits or question marks; whether it is fixed. */
    boolean append(char high, char low) {
        int mask = (high == '?' ? 0 : 0xf0) | (low == '?' ? 0 : 0x0f);
        int value = (high == '?' ? 0 : Character.digit(high, 16) << 4) | (low == '?' ? 0 : Character.digit(low, 16));
        values.write(value);
        masks.write(mask);
        return mask == 0xff;
    }

    void append(MaskedBytes bytes) {
        for (int i = 0; i < bytes.length(); i++) {
            values.write(bytes.value(i));
            masks.write(bytes.mask(i));
        }
    }

    boolean isEmpty() {
        return values.size() == 0;
    }

    /** The bytes so far; begins anew. */
    MaskedBytes take() {
        MaskedBytes bytes = MaskedBytes.of(values.toByteArray(), masks.toByteArray());
        values.reset();
        masks.reset();
        return bytes;
    }
}
