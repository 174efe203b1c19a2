package dev.gatehouse.tck;

import dev.gatehouse.spi.ContentType;
import dev.gatehouse.spi.DigestAlgorithm;
import dev.gatehouse.spi.Subject;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A subject made of bytes or of a file on disk, as the engine would hand it to a backend. Immutable. */
public final class TestSubject implements Subject {

    private static final int WINDOW_BYTES = 1 << 20;

    private final List<String> path;
    private final Set<ContentType> types;
    private final MemorySegment bytes;
    private final @Nullable Path file;
    private final @Nullable Subject container;

    private TestSubject(
            List<String> path,
            Set<ContentType> types,
            MemorySegment bytes,
            @Nullable Path file,
            @Nullable Subject container) {
        this.path = path;
        this.types = types;
        this.bytes = bytes;
        this.file = file;
        this.container = container;
    }

    /** A part in memory: there is no file for it. */
    public static TestSubject of(String name, byte[] bytes) {
        return new TestSubject(
                List.of(name),
                Set.of(bytes.length == 0 ? ContentType.EMPTY : ContentType.BINARY),
                MemorySegment.ofArray(bytes.clone()).asReadOnly(),
                null,
                null);
    }

    /**
     * A file on disk, which the backend may open by its path. It must not change as long as the subject is used.
     *
     * @throws IOException if it cannot be mapped
     */
    public static TestSubject file(Path file) throws IOException {
        MemorySegment mapped;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            mapped = channel.map(MapMode.READ_ONLY, 0, channel.size(), Arena.ofAuto());
        }
        return new TestSubject(
                List.of(file.toString()),
                Set.of(mapped.byteSize() == 0 ? ContentType.EMPTY : ContentType.BINARY),
                mapped,
                file,
                null);
    }

    /** The same bytes, read as other types. */
    public TestSubject as(ContentType... others) {
        return new TestSubject(path, Set.of(others), bytes, file, container);
    }

    /** The same bytes without a file on disk for them. */
    public TestSubject withoutFile() {
        return new TestSubject(path, types, bytes, null, container);
    }

    /** The same bytes as a member of a container. */
    public TestSubject in(Subject other) {
        List<String> inner = new ArrayList<>(other.path());
        inner.add(path.getLast());
        return new TestSubject(List.copyOf(inner), types, bytes, file, other);
    }

    @Override
    public List<String> path() {
        return path;
    }

    @Override
    public Set<ContentType> types() {
        return types;
    }

    @Override
    public long size() {
        return bytes.byteSize();
    }

    @Override
    public int read(long position, byte[] target, int offset, int length) {
        int count = (int) Math.max(0, Math.min(length, bytes.byteSize() - position));
        if (count > 0) {
            MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, position, target, offset, count);
        }
        return count;
    }

    @Override
    public MemorySegment bytes() {
        return bytes;
    }

    @Override
    public byte[] digest(DigestAlgorithm algorithm) {
        try {
            MessageDigest digest = MessageDigest.getInstance(algorithm.jcaName());
            byte[] window = new byte[(int) Math.min(WINDOW_BYTES, size())];
            int count;
            for (long at = 0; (count = read(at, window, 0, window.length)) > 0; at += count) {
                digest.update(window, 0, count);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has " + algorithm.jcaName(), e);
        }
    }

    @Override
    public Optional<Path> file() {
        return Optional.ofNullable(file);
    }

    @Override
    public Optional<Subject> container() {
        return Optional.ofNullable(container);
    }
}
