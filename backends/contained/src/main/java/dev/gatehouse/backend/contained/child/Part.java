package dev.gatehouse.backend.contained.child;

import dev.gatehouse.backend.contained.wire.Descriptor;
import dev.gatehouse.backend.contained.wire.FromChild;
import dev.gatehouse.backend.contained.wire.Level;
import dev.gatehouse.backend.contained.wire.ToChild;
import dev.gatehouse.spi.ContentType;
import dev.gatehouse.spi.DigestAlgorithm;
import dev.gatehouse.spi.Subject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A part as the backend within sees it. Its own bytes are here already; a digest is asked of the gate, which mostly knows
 * it, and so are the bytes of what the part came out of.
 */
final class Part implements Subject, AutoCloseable {

    private static final int CHUNK_BYTES = 64 << 10;

    private final Desk desk;
    private final long scan;
    private final int level;
    private final Level here;
    private final Arena arena = Arena.ofShared();
    private final Map<DigestAlgorithm, byte[]> digests = new EnumMap<>(DigestAlgorithm.class);
    private @Nullable Descriptor file;
    private @Nullable MemorySegment bytes;
    private @Nullable Part container;
    private boolean containerKnown;

    private Part(Desk desk, long scan, int level, Level here) {
        this.desk = desk;
        this.scan = scan;
        this.level = level;
        this.here = here;
    }

    /** The part that is judged. */
    static Part judged(Desk desk, ToChild.Scan scan, Optional<Descriptor> file, MemorySegment window)
            throws IOException {
        Part part = new Part(desk, scan.scan(), 0, scan.part());
        if (file.isPresent()) {
            part.file = file.get();
        } else {
            long size = scan.part().size();
            if (size > window.byteSize()) {
                throw new IOException("the part is larger than the window");
            }
            part.bytes = window.asSlice(0, size);
        }
        return part;
    }

    @Override
    public List<String> path() {
        try {
            return desk.ask(new FromChild.WantNames(scan, level)).message() instanceof ToChild.Names names
                    ? names.names()
                    : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Set<ContentType> types() {
        return new LinkedHashSet<>(here.types());
    }

    @Override
    public long size() {
        return here.size();
    }

    @Override
    public synchronized int read(long position, byte[] target, int offset, int length) throws IOException {
        int wanted = (int) Math.min(length, Math.max(0, size() - position));
        if (wanted == 0) {
            return 0;
        }
        if (level > 0) {
            fetch();
        }
        MemorySegment mapped = bytes;
        if (mapped != null) {
            MemorySegment.copy(mapped, ValueLayout.JAVA_BYTE, position, target, offset, wanted);
            return wanted;
        }
        Descriptor opened = file;
        if (opened == null) {
            throw new IOException("the part is closed");
        }
        try (Arena chunk = Arena.ofConfined()) {
            MemorySegment buffer = chunk.allocate(Math.min(wanted, CHUNK_BYTES));
            int copied = 0;
            while (copied < wanted) {
                int count =
                        opened.read(position + copied, buffer.asSlice(0, Math.min(buffer.byteSize(), wanted - copied)));
                if (count == 0) {
                    throw new IOException("the file ends at byte " + (position + copied) + " of " + size());
                }
                MemorySegment.copy(buffer, ValueLayout.JAVA_BYTE, 0, target, offset + copied, count);
                copied += count;
            }
            return copied;
        }
    }

    @Override
    public synchronized MemorySegment bytes() throws IOException {
        if (level > 0) {
            fetch();
        }
        MemorySegment mapped = bytes;
        if (mapped == null) {
            Descriptor opened = file;
            if (opened == null) {
                throw new IOException("the part is closed");
            }
            mapped = opened.map(arena, size(), false);
            bytes = mapped;
        }
        return mapped;
    }

    private void fetch() throws IOException {
        if (file != null || bytes != null) {
            return;
        }
        Desk.Answer answer = desk.ask(new FromChild.WantBytes(scan, level));
        file = switch (answer.message()) {
            case ToChild.Bytes _ when answer.file().isPresent() -> answer.file().get();
            case ToChild.Unreadable unreadable -> throw new IOException(unreadable.why());
            default -> throw new IOException("the gate answers something else");
        };
    }

    @Override
    public synchronized byte[] digest(DigestAlgorithm algorithm) throws IOException {
        byte[] known = digests.get(algorithm);
        if (known == null) {
            Desk.Answer answer = desk.ask(new FromChild.WantDigest(scan, level, algorithm));
            known = switch (answer.message()) {
                case ToChild.Digest digest -> HexFormat.of().parseHex(digest.digits());
                case ToChild.Unreadable unreadable -> throw new IOException(unreadable.why());
                default -> throw new IOException("the gate answers something else");
            };
            digests.put(algorithm, known);
        }
        return known.clone();
    }

    @Override
    public synchronized Optional<Subject> container() {
        if (!containerKnown) {
            try {
                if (desk.ask(new FromChild.WantContainer(scan, level)).message() instanceof ToChild.Container answer) {
                    container = answer.level()
                            .map(outer -> new Part(desk, scan, level + 1, outer))
                            .orElse(null);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            containerKnown = true;
        }
        return Optional.ofNullable(container);
    }

    @Override
    public synchronized void close() {
        arena.close();
        bytes = null;
        if (file != null) {
            file.close();
            file = null;
        }
        if (container != null) {
            container.close();
        }
    }
}
