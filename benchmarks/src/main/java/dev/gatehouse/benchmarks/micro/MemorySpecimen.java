package dev.gatehouse.benchmarks.micro;

import dev.gatehouse.signatures.Specimen;
import dev.gatehouse.signatures.model.Digest;
import dev.gatehouse.signatures.model.Target;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Set;

/** Bytes in memory, as a matcher wants to see them. */
final class MemorySpecimen implements Specimen {

    private final byte[] bytes;
    private final Set<Target> targets;

    MemorySpecimen(byte[] bytes, Set<Target> targets) {
        this.bytes = bytes;
        this.targets = Set.copyOf(targets);
    }

    @Override
    public Set<Target> targets() {
        return targets;
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

    @Override
    public byte[] digest(Digest.Algorithm algorithm) {
        try {
            return MessageDigest.getInstance(algorithm.jcaName()).digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
