package dev.gatehouse.spi;

/** A digest by which a whole part is known. */
public enum DigestAlgorithm {
    /** RFC 1321, 16 bytes. */
    MD5("MD5", 16),
    /** FIPS 180-4, 20 bytes. */
    SHA1("SHA-1", 20),
    /** FIPS 180-4, 32 bytes. */
    SHA256("SHA-256", 32);

    private final String jcaName;
    private final int size;

    DigestAlgorithm(String jcaName, int size) {
        this.jcaName = jcaName;
        this.size = size;
    }

    /** The algorithm's name for {@link java.security.MessageDigest}. */
    public String jcaName() {
        return jcaName;
    }

    /** The digest's size in bytes. */
    public int size() {
        return size;
    }
}
