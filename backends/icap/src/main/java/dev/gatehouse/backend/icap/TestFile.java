package dev.gatehouse.backend.icap;

import dev.gatehouse.spi.ContentType;
import dev.gatehouse.spi.DigestAlgorithm;
import dev.gatehouse.spi.Subject;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The harmless file that every scanner is meant to find (eicar.org, "Anti-Malware Testfile"). */
final class TestFile implements Subject {

    // in pieces, so that no scanner finds this class
    private static final List<String> PIECES =
            List.of("X5O!P%@AP[4\\PZX54(P^)7CC)7}$", "EICAR-STANDARD-", "ANTIVIRUS-TEST-FILE!", "$H+H*");

    private final byte[] bytes = String.join("", PIECES).getBytes(StandardCharsets.US_ASCII);

    @Override
    public List<String> path() {
        return List.of("test-file");
    }

    @Override
    public Set<ContentType> types() {
        return Set.of(ContentType.TEXT);
    }

    @Override
    public long size() {
        return bytes.length;
    }

    @Override
    public int read(long position, byte[] target, int offset, int length) {
        int count = Math.clamp(bytes.length - position, 0, length);
        if (count > 0) {
            System.arraycopy(bytes, (int) position, target, offset, count);
        }
        return count;
    }

    @Override
    public MemorySegment bytes() {
        return MemorySegment.ofArray(bytes).asReadOnly();
    }

    @Override
    public byte[] digest(DigestAlgorithm algorithm) {
        try {
            return MessageDigest.getInstance(algorithm.jcaName()).digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has " + algorithm.jcaName(), e);
        }
    }

    @Override
    public Optional<Subject> container() {
        return Optional.empty();
    }
}
