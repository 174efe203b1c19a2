package dev.gatehouse.signatures.model;

import java.util.Arrays;
import java.util.HexFormat;

/** A digest's bytes, compared by value. Its length tells the algorithm. */
public final class Digest {

    private final byte[] bytes;

    private Digest(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * A digest of these bytes, copied.
     *
     * @throws IllegalArgumentException if the length is not that of an {@link Algorithm}
     */
    public static Digest of(byte[] bytes) {
        Algorithm.ofSize(bytes.length);
        return new Digest(bytes.clone());
    }

    /**
     * Reads hexadecimal digits of either case.
     *
     * @throws IllegalArgumentException if it is not hexadecimal or its length is not that of an {@link Algorithm}
     */
    public static Digest parse(CharSequence hex) {
        return of(HexFormat.of().parseHex(hex));
    }

    /** The algorithm, known by the length. */
    public Algorithm algorithm() {
        return Algorithm.ofSize(bytes.length);
    }

    /** A copy of the bytes. */
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Digest digest && Arrays.equals(bytes, digest.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** Lower-case hexadecimal digits. */
    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }

    /** How a digest is made. */
    public enum Algorithm {
        /** 16 bytes. */
        MD5(16, "MD5"),
        /** 20 bytes. */
        SHA1(20, "SHA-1"),
        /** 32 bytes. */
        SHA256(32, "SHA-256");

        private final int size;
        private final String jcaName;

        Algorithm(int size, String jcaName) {
            this.size = size;
            this.jcaName = jcaName;
        }

        /** The digest's length in bytes. */
        public int size() {
            return size;
        }

        /** The name for {@link java.security.MessageDigest}. */
        public String jcaName() {
            return jcaName;
        }

        /**
         * The algorithm whose digests have this many bytes.
         *
         * @throws IllegalArgumentException if there is none
         */
        public static Algorithm ofSize(int size) {
            return switch (size) {
                case 16 -> MD5;
                case 20 -> SHA1;
                case 32 -> SHA256;
                default -> throw new IllegalArgumentException("no digest has " + size + " bytes; 16, 20 or 32 have");
            };
        }
    }
}
