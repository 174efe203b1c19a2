package dev.gatehouse.signatures.model;

import java.util.Arrays;

/** Bytes in a row, each of which need fit only where its mask has ones. Compared by value. */
public final class MaskedBytes {

    private final byte[] values;
    private final byte[] masks;

    private MaskedBytes(byte[] values, byte[] masks) {
        this.values = values;
        this.masks = masks;
    }

    /**
     * Bytes under masks, copied. A value's bits outside its mask are cleared.
     *
     * @throws IllegalArgumentException if there are not as many masks as values
     */
    public static MaskedBytes of(byte[] values, byte[] masks) {
        if (values.length != masks.length) {
            throw new IllegalArgumentException("masks must be as many as values");
        }
        byte[] cleared = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            cleared[i] = (byte) (values[i] & masks[i]);
        }
        return new MaskedBytes(cleared, masks.clone());
    }

    /** Bytes that must fit whole, copied. */
    public static MaskedBytes exactly(byte[] values) {
        byte[] masks = new byte[values.length];
        Arrays.fill(masks, (byte) 0xff);
        return new MaskedBytes(values.clone(), masks);
    }

    /** How many bytes. */
    public int length() {
        return values.length;
    }

    /** The value at a place, 0 to 255, already under its mask. */
    public int value(int index) {
        return values[index] & 0xff;
    }

    /** The mask at a place, 0 to 255. */
    public int mask(int index) {
        return masks[index] & 0xff;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MaskedBytes bytes
                && Arrays.equals(values, bytes.values)
                && Arrays.equals(masks, bytes.masks);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(values) + Arrays.hashCode(masks);
    }

    /** Hexadecimal digits, {@code ?} for a nibble that may be anything. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(values.length * 2);
        for (int i = 0; i < values.length; i++) {
            text.append(nibble(value(i) >> 4, mask(i) >> 4)).append(nibble(value(i) & 15, mask(i) & 15));
        }
        return text.toString();
    }

    private static char nibble(int value, int mask) {
        return mask == 0 ? '?' : Character.forDigit(value, 16);
    }
}
