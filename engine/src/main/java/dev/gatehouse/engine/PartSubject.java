package dev.gatehouse.engine;

import dev.gatehouse.engine.content.Content;
import dev.gatehouse.engine.content.ContentLostException;
import dev.gatehouse.engine.content.FileOnDisk;
import dev.gatehouse.spi.ContentType;
import dev.gatehouse.spi.Deadline;
import dev.gatehouse.spi.DigestAlgorithm;
import dev.gatehouse.spi.Reason;
import dev.gatehouse.spi.ReasonCode;
import dev.gatehouse.spi.Subject;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A part as backends see it. It notes what they ask of it beyond its bytes, since only an outcome for which nobody asked
 * the container or the path may serve an identical part elsewhere.
 */
final class PartSubject implements Subject {

    private static final byte[] NO_CHAIN = Digests.ofBoth(new byte[0], new byte[0]);

    private final String name;
    private final @Nullable PartSubject container;
    private final Set<ContentType> types;
    private final Content content;
    private final Optional<FileOnDisk> file;
    private final Deadline deadline;
    private final Map<DigestAlgorithm, byte[]> digests = new EnumMap<>(DigestAlgorithm.class);
    private byte @Nullable [] chain;
    private volatile boolean containerAsked;
    private volatile boolean pathAsked;
    private volatile @Nullable Reason unreadable;

    /**
     * A part.
     *
     * @param container what it came out of; null for a file
     * @param sha256 its digest, if it is known already
     * @param file where its bytes lie on disk, if they do
     */
    PartSubject(
            String name,
            @Nullable PartSubject container,
            Set<ContentType> types,
            Content content,
            Optional<byte[]> sha256,
            Optional<FileOnDisk> file,
            Deadline deadline) {
        this.name = name;
        this.container = container;
        this.types = types;
        this.content = content;
        this.file = file;
        this.deadline = deadline;
        sha256.ifPresent(digest -> digests.put(DigestAlgorithm.SHA256, digest));
    }

    @Override
    public List<String> path() {
        ArrayList<String> path = new ArrayList<>();
        for (PartSubject part = this; part != null; part = part.container) {
            part.pathAsked = true;
            path.add(part.name);
        }
        return List.copyOf(path.reversed());
    }

    @Override
    public Set<ContentType> types() {
        return types;
    }

    @Override
    public long size() {
        return content.size();
    }

    @Override
    public int read(long position, byte[] target, int offset, int length) throws IOException {
        try {
            return content.read(position, target, offset, length);
        } catch (IOException e) {
            unreadable = Mishap.ofReading(e);
            throw e;
        }
    }

    @Override
    public int read(long position, MemorySegment target) throws IOException {
        try {
            return content.read(position, target);
        } catch (IOException e) {
            unreadable = Mishap.ofReading(e);
            throw e;
        }
    }

    @Override
    public MemorySegment bytes() throws IOException {
        try {
            return content.bytes();
        } catch (ContentLostException e) {
            unreadable = Mishap.ofReading(e);
            throw e;
        }
    }

    /** A reader of the mapping met its end. */
    void lost(InternalError thrown) {
        unreadable = Mishap.ofReading(new ContentLostException("the file ends before its mapping does", thrown));
    }

    @Override
    public byte[] digest(DigestAlgorithm algorithm) throws IOException {
        return known(algorithm).clone();
    }

    private synchronized byte[] known(DigestAlgorithm algorithm) throws IOException {
        byte[] digest = digests.get(algorithm);
        if (digest == null) {
            try {
                digest = Digests.of(content, algorithm, deadline);
            } catch (IOException e) {
                unreadable = Mishap.ofReading(e);
                throw e;
            }
            digests.put(algorithm, digest);
        }
        return digest;
    }

    /** The path has a name in it, by which a backend may judge: whoever is shown it asked for the path. */
    @Override
    public Optional<Path> file() {
        Optional<Path> shown = file.flatMap(known -> known.path(content.size()));
        pathAsked |= shown.isPresent();
        return shown;
    }

    @Override
    public Optional<Subject> container() {
        containerAsked = true;
        return Optional.ofNullable(container);
    }

    /** Counts this part and all that hold it as asked for their container: an outcome that depends on it was used. */
    void askAllContainers() {
        for (PartSubject part = this; part != null; part = part.container) {
            part.containerAsked = true;
        }
    }

    /** Whether a backend asked what this part came out of. */
    boolean containerAsked() {
        return containerAsked;
    }

    /** Whether a backend asked for the names of this part and of those it came out of. */
    boolean pathAsked() {
        return pathAsked;
    }

    /** What kept a backend from reading the part, if anything did. */
    Optional<Reason> unreadable() {
        if (file.isPresent() && file.get().changed()) {
            return Optional.of(
                    new Reason(ReasonCode.CHANGED_DURING_SCAN, "the file was changed or replaced during the scan"));
        }
        return Optional.ofNullable(unreadable);
    }

    /**
     * Whether one of the containers has the same bytes. One that has came before this part, whose digest is then known;
     * the container's may not be.
     */
    boolean holdsItself() {
        byte[] own = sha256IfKnown();
        for (PartSubject part = container; part != null && own != null; part = part.container) {
            if (part.size() == size() && part.hasDigest(own)) {
                return true;
            }
        }
        return false;
    }

    private boolean hasDigest(byte[] sha256) {
        try {
            return Arrays.equals(known(DigestAlgorithm.SHA256), sha256);
        } catch (IOException e) {
            return false;
        }
    }

    private synchronized byte @Nullable [] sha256IfKnown() {
        return digests.get(DigestAlgorithm.SHA256);
    }

    /**
     * What stands for a part and all that it came out of: a digest over the SHA-256 of each.
     *
     * @param part the innermost; null for what a file comes out of
     * @throws IOException if a part cannot be read
     */
    static byte[] chain(@Nullable PartSubject part) throws IOException {
        return part == null ? NO_CHAIN : part.chain();
    }

    private byte[] chain() throws IOException {
        byte[] known = chain;
        if (known == null) {
            byte[] outer = chain(container);
            known = Digests.ofBoth(outer, known(DigestAlgorithm.SHA256));
            chain = known;
        }
        return known;
    }
}
