package dev.gatehouse.tck;

import dev.gatehouse.spi.ContentType;
import dev.gatehouse.spi.DigestAlgorithm;
import dev.gatehouse.spi.Subject;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A part of zeros, which are made up where they are read: reading a sparse file of them would cost seconds. */
final class ZeroSubject implements Subject {

    private final Subject file;

    /** Stands for a file of zeros. */
    ZeroSubject(Subject file) {
        this.file = file;
    }

    @Override
    public List<String> path() {
        return file.path();
    }

    @Override
    public Set<ContentType> types() {
        return file.types();
    }

    @Override
    public long size() {
        return file.size();
    }

    @Override
    public int read(long position, byte[] target, int offset, int length) {
        int count = (int) Math.max(0, Math.min(length, size() - position));
        Arrays.fill(target, offset, offset + count, (byte) 0);
        return count;
    }

    @Override
    public MemorySegment bytes() throws IOException {
        return file.bytes();
    }

    @Override
    public byte[] digest(DigestAlgorithm algorithm) throws IOException {
        return file.digest(algorithm);
    }

    @Override
    public Optional<Path> file() {
        return file.file();
    }

    @Override
    public Optional<Subject> container() {
        return Optional.empty();
    }
}
