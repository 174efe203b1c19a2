package dev.gatehouse.engine;

import dev.gatehouse.engine.content.Content;
import dev.gatehouse.spi.Deadline;
import dev.gatehouse.spi.DigestAlgorithm;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumMap;
import java.util.Map;

/** Computes digests of whole parts. Each thread keeps its digests and its buffer: small parts are many. */
final class Digests {

    private static final int CHUNK_BYTES = 64 << 10;
    private static final ThreadLocal<byte[]> BUFFER = ThreadLocal.withInitial(() -> new byte[CHUNK_BYTES]);
    private static final ThreadLocal<Map<DigestAlgorithm, MessageDigest>> OF_THREAD =
            ThreadLocal.withInitial(() -> new EnumMap<>(DigestAlgorithm.class));

    private Digests() {}

    /**
     * The digest of a content.
     *
     * @throws InterruptedIOException if the deadline is over before it is known
     * @throws IOException if the content cannot be read
     */
    static byte[] of(Content content, DigestAlgorithm algorithm, Deadline deadline) throws IOException {
        MessageDigest digest = ofThread(algorithm);
        byte[] buffer = BUFFER.get();
        long position = 0;
        while (true) {
            int count = content.read(position, buffer, 0, buffer.length);
            if (count == 0) {
                return digest.digest();
            }
            digest.update(buffer, 0, count);
            position += count;
            if (count == buffer.length && deadline.expired()) {
                throw new InterruptedIOException("the scan is over");
            }
        }
    }

    /** The SHA-256 of two strings of bytes in a row. */
    static byte[] ofBoth(byte[] first, byte[] second) {
        MessageDigest digest = ofThread(DigestAlgorithm.SHA256);
        digest.update(first);
        return digest.digest(second);
    }

    /** A SHA-256 of the calling thread's, begun anew; good until the next call here on this thread. */
    static MessageDigest sha256() {
        return ofThread(DigestAlgorithm.SHA256);
    }

    private static MessageDigest ofThread(DigestAlgorithm algorithm) {
        MessageDigest digest = OF_THREAD.get().computeIfAbsent(algorithm, Digests::create);
        digest.reset();
        return digest;
    }

    private static MessageDigest create(DigestAlgorithm algorithm) {
        try {
            return MessageDigest.getInstance(algorithm.jcaName());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + algorithm.jcaName(), e);
        }
    }
}
