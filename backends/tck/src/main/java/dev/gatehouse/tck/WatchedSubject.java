package dev.gatehouse.tck;

import dev.gatehouse.spi.ContentType;
import dev.gatehouse.spi.Deadline;
import dev.gatehouse.spi.DigestAlgorithm;
import dev.gatehouse.spi.Subject;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;

/**
 * A subject that notes which bytes were asked for, and does something before it gives them. Whoever asks for the file or
 * for the whole segment could see all.
 */
final class WatchedSubject implements Subject {

    /** What happens before bytes are given. */
    @FunctionalInterface
    interface BeforeReading {
        void at(long position) throws IOException;
    }

    private static final int WINDOW_BYTES = 1 << 16;

    private final Subject subject;
    private final BeforeReading before;
    private final Deadline deadline;
    private final CountDownLatch begun = new CountDownLatch(1);
    // the ends of the ranges that were read, by their starts; ranges that touch are one
    private final TreeMap<Long, Long> seen = new TreeMap<>();

    WatchedSubject(Subject subject, BeforeReading before) {
        this(subject, before, Deadline.none());
    }

    private WatchedSubject(Subject subject, BeforeReading before, Deadline deadline) {
        this.subject = subject;
        this.before = before;
        this.deadline = deadline;
    }

    /** The same for a scan with a deadline. To be called before anything is read. */
    WatchedSubject until(Deadline other) {
        return new WatchedSubject(subject, before, other);
    }

    /** Zero when the backend has asked for bytes. */
    CountDownLatch begun() {
        return begun;
    }

    /** Whether every byte was asked for. */
    boolean whollyRead() {
        synchronized (seen) {
            if (subject.size() == 0) {
                return true;
            }
            Map.Entry<Long, Long> first = seen.firstEntry();
            return first != null && first.getKey() == 0 && first.getValue() >= subject.size();
        }
    }

    private void note(long from, long to) {
        begun.countDown();
        synchronized (seen) {
            long start = from;
            long end = to;
            Map.Entry<Long, Long> near = seen.floorEntry(end);
            while (near != null && near.getValue() >= start) {
                start = Math.min(start, near.getKey());
                end = Math.max(end, near.getValue());
                seen.remove(near.getKey());
                near = seen.floorEntry(end);
            }
            seen.put(start, end);
        }
    }

    @Override
    public List<String> path() {
        return subject.path();
    }

    @Override
    public Set<ContentType> types() {
        return subject.types();
    }

    @Override
    public long size() {
        return subject.size();
    }

    @Override
    public int read(long position, byte[] target, int offset, int length) throws IOException {
        begun.countDown();
        before.at(position);
        int count = subject.read(position, target, offset, length);
        if (count > 0) {
            note(position, position + count);
        }
        return count;
    }

    @Override
    public MemorySegment bytes() throws IOException {
        begun.countDown();
        before.at(0);
        note(0, size());
        return subject.bytes();
    }

    /** As the engine's: computed from what is read, and given up when the scan's time is over. */
    @Override
    public byte[] digest(DigestAlgorithm algorithm) throws IOException {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance(algorithm.jcaName());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has " + algorithm.jcaName(), e);
        }
        byte[] window = new byte[WINDOW_BYTES];
        int count;
        for (long at = 0; (count = read(at, window, 0, window.length)) > 0; at += count) {
            if (deadline.expired()) {
                throw new IOException("the time of the scan is over");
            }
            digest.update(window, 0, count);
        }
        return digest.digest();
    }

    @Override
    public Optional<Path> file() {
        Optional<Path> file = subject.file();
        if (file.isPresent()) {
            note(0, size());
        }
        return file;
    }

    @Override
    public Optional<Subject> container() {
        return subject.container();
    }
}
