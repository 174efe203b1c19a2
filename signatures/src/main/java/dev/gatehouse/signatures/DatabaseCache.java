package dev.gatehouse.signatures;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * A folder of compiled copies of text databases, each under a digest of the sources it was made from. A copy is made by
 * one process while others wait for it, and appears whole or not at all. What cannot be opened, for it is of another
 * version or damaged, is made again.
 */
public final class DatabaseCache {

    /** How many copies are kept: those used last. */
    private static final int KEPT = 4;

    /** Smaller sources are compiled in less time than a copy of them is found. */
    private static final long WORTH_BYTES = 1 << 20;

    private static final String EXTENSION = ".ghdb";

    /** File locks are a process's; its threads take turns by this. */
    private static final Object TURN = new Object();

    private final Path folder;

    /** A cache in a folder, which is made when it is needed. */
    public DatabaseCache(Path folder) {
        this.folder = folder;
    }

    /**
     * Whether a copy is worth its place: not for small sources.
     *
     * @throws IOException if a source cannot be opened
     */
    public static boolean isWorth(SignatureSources sources) throws IOException {
        return sources.bytes() >= WORTH_BYTES;
    }

    /**
     * The compiled sources: the copy that is there, or a new one. Sources with errors are compiled but not kept, so that
     * the errors are told each time.
     *
     * @param progress is told how far the reading has come, when there is no copy yet
     * @throws IOException if a source cannot be read, or the folder cannot be written
     */
    public Compiled compiled(SignatureSources sources, ReadProgress progress) throws IOException {
        Path copy = folder.resolve(HexFormat.of().formatHex(sources.fingerprint()) + EXTENSION);
        Optional<SignatureDatabase> ready = open(copy);
        if (ready.isPresent()) {
            return new Compiled(ready.get(), Optional.empty());
        }
        Files.createDirectories(folder);
        synchronized (TURN) {
            try (FileChannel lockFile = FileChannel.open(
                            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock _ = lockFile.lock()) {
                ready = open(copy);
                return ready.isPresent()
                        ? new Compiled(ready.get(), Optional.empty())
                        : compile(sources, progress, copy);
            }
        }
    }

    /**
     * A database and how it was come by.
     *
     * @param database the database
     * @param summary what was read, when it had to be; nothing when the copy was ready, for then it had no errors
     */
    public record Compiled(SignatureDatabase database, Optional<SourceSummary> summary) {}

    private Compiled compile(SignatureSources sources, ReadProgress progress, Path copy) throws IOException {
        SignatureDatabase.Compiler compiler = SignatureDatabase.compiler();
        SourceSummary summary;
        try {
            summary = sources.read(compiler, progress);
        } catch (UncheckedIOException e) {
            throw new IOException(e.getMessage(), e);
        }
        SignatureDatabase database = compiler.compile();
        if (!summary.isComplete()) {
            return new Compiled(database, Optional.of(summary));
        }
        database.write(copy);
        prune();
        return new Compiled(SignatureDatabase.open(copy), Optional.of(summary));
    }

    private static Optional<SignatureDatabase> open(Path copy) {
        try {
            SignatureDatabase database = SignatureDatabase.open(copy);
            noteUse(copy);
            return Optional.of(database);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static void noteUse(Path copy) {
        try {
            Files.setLastModifiedTime(copy, FileTime.from(Instant.now()));
        } catch (IOException ignored) {
            // another user's copy: it serves all the same
        }
    }

    private void prune() throws IOException {
        List<Path> copies = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, "*" + EXTENSION)) {
            entries.forEach(copies::add);
        }
        copies.sort(Comparator.comparing(DatabaseCache::lastUse).reversed());
        for (Path copy : copies.subList(Math.min(KEPT, copies.size()), copies.size())) {
            Files.deleteIfExists(copy);
        }
    }

    private static FileTime lastUse(Path copy) {
        try {
            return Files.getLastModifiedTime(copy);
        } catch (IOException e) {
            return FileTime.fromMillis(0);
        }
    }
}
