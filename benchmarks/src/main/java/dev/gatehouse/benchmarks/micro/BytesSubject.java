package dev.gatehouse.benchmarks.micro;

import dev.gatehouse.spi.ContentType;
import dev.gatehouse.spi.DigestAlgorithm;
import dev.gatehouse.spi.Subject;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Bytes in memory as a part. */
final class BytesSubject implements Subject {

    private final byte[] content;
    private final Optional<Path> file;

    /** Bytes that are on disk as well, if a file is given. */
    BytesSubject(byte[] content, Optional<Path> file) {
        this.content = content.clone();
        this.file = file;
    }

    @Override
    public List<String> path() {
        return List.of("part");
    }

    @Override
    public Set<ContentType> types() {
        return Set.of(ContentType.TEXT);
    }

    @Override
    public long size() {
        return content.length;
    }

    @Override
    public int read(long position, byte[] target, int offset, int length) {
        int count = (int) Math.min(length, Math.max(0, content.length - position));
        System.arraycopy(content, (int) position, target, offset, count);
        return count;
    }

    @Override
    public MemorySegment bytes() {
        return MemorySegment.ofArray(content).asReadOnly();
    }

    @Override
    public byte[] digest(DigestAlgorithm algorithm) throws IOException {
        try {
            return MessageDigest.getInstance(algorithm.jcaName()).digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IOException(e);
        }
    }

    @Override
    public Optional<Path> file() {
        return file;
    }

    @Override
    public Optional<Subject> container() {
        return Optional.empty();
    }
}
