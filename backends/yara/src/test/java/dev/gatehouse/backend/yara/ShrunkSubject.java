package dev.gatehouse.backend.yara;

import dev.gatehouse.spi.ContentType;
import dev.gatehouse.spi.DigestAlgorithm;
import dev.gatehouse.spi.Subject;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A subject that is shorter than it says.
 *
 * @param length how many bytes there are of twice as many
 * @param throwing whether reading past them throws, or ends
 */
record ShrunkSubject(int length, boolean throwing) implements Subject {

    @Override
    public List<String> path() {
        return List.of("shrunk");
    }

    @Override
    public Set<ContentType> types() {
        return Set.of(ContentType.BINARY);
    }

    @Override
    public long size() {
        return 2L * length;
    }

    @Override
    public int read(long position, byte[] target, int offset, int wanted) throws IOException {
        int left = (int) Math.max(0, Math.min(wanted, length - position));
        if (left == 0 && throwing) {
            throw new IOException("the file shrank");
        }
        return left;
    }

    @Override
    public MemorySegment bytes() {
        throw new UnsupportedOperationException("libyara must be given a copy");
    }

    @Override
    public byte[] digest(DigestAlgorithm algorithm) {
        throw new UnsupportedOperationException("libyara needs no digest");
    }

    @Override
    public Optional<Subject> container() {
        return Optional.empty();
    }
}
