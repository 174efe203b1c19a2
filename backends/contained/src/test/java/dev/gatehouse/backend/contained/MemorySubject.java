package dev.gatehouse.backend.contained;

import dev.gatehouse.spi.ContentType;
import dev.gatehouse.spi.DigestAlgorithm;
import dev.gatehouse.spi.Subject;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A part in memory, and perhaps in a file. */
record MemorySubject(List<String> path, MemorySegment content, Optional<Path> file, Optional<Subject> container)
        implements Subject {

    static MemorySubject of(byte[] bytes) {
        return new MemorySubject(List.of("part"), MemorySegment.ofArray(bytes), Optional.empty(), Optional.empty());
    }

    static MemorySubject telling(Act act) {
        return telling(act, "");
    }

    static MemorySubject telling(Act act, String word) {
        return of((act + " " + word).getBytes(StandardCharsets.UTF_8));
    }

    MemorySubject in(MemorySubject outer, String name) {
        List<String> names = new java.util.ArrayList<>(outer.path());
        names.add(name);
        return new MemorySubject(names, content, file, Optional.of(outer));
    }

    MemorySubject inFile(Path place) {
        return new MemorySubject(path, content, Optional.of(place), container);
    }

    @Override
    public Set<ContentType> types() {
        return Set.of(ContentType.TEXT, ContentType.BINARY);
    }

    @Override
    public long size() {
        return content.byteSize();
    }

    @Override
    public int read(long position, byte[] target, int offset, int length) {
        int count = (int) Math.min(length, Math.max(0, size() - position));
        MemorySegment.copy(content, java.lang.foreign.ValueLayout.JAVA_BYTE, position, target, offset, count);
        return count;
    }

    @Override
    public MemorySegment bytes() {
        return content.asReadOnly();
    }

    @Override
    public byte[] digest(DigestAlgorithm algorithm) throws IOException {
        try {
            return MessageDigest.getInstance(algorithm.jcaName())
                    .digest(content.toArray(java.lang.foreign.ValueLayout.JAVA_BYTE));
        } catch (NoSuchAlgorithmException e) {
            throw new IOException(e);
        }
    }
}
