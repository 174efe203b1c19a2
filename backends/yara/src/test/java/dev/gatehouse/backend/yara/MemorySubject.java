package dev.gatehouse.backend.yara;

import dev.gatehouse.spi.ContentType;
import dev.gatehouse.spi.DigestAlgorithm;
import dev.gatehouse.spi.Subject;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A subject in memory. Its bytes can only be read, never had as a segment. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record MemorySubject(byte[] content) implements Subject {

    @Override
    public List<String> path() {
        return List.of("memory");
    }

    @Override
    public Set<ContentType> types() {
        return Set.of(ContentType.BINARY);
    }

    @Override
    public long size() {
        return content.length;
    }

    @Override
    public int read(long position, byte[] target, int offset, int length) {
        int available = (int) Math.max(0, Math.min(length, content.length - position));
        if (available > 0) {
            System.arraycopy(content, (int) position, target, offset, available);
        }
        return available;
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
