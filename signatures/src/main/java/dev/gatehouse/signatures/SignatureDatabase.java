package dev.gatehouse.signatures;

import dev.gatehouse.signatures.compile.BodyCompiler;
import dev.gatehouse.signatures.database.DigestTables;
import dev.gatehouse.signatures.database.Tables;
import dev.gatehouse.signatures.file.DatabaseReader;
import dev.gatehouse.signatures.file.DatabaseWriter;
import dev.gatehouse.signatures.model.BodySignature;
import dev.gatehouse.signatures.model.DigestSignature;
import dev.gatehouse.signatures.model.SectionDigestSignature;
import dev.gatehouse.signatures.model.Signature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Compiled signatures: immutable, shared by any number of threads. */
public final class SignatureDatabase {

    private final Tables tables;

    private SignatureDatabase(Tables tables) {
        this.tables = tables;
    }

    /** How many signatures it holds, of all kinds. */
    public long size() {
        return tables.bodies().signatures().size()
                + tables.detections().size()
                + tables.sections().size()
                + tables.trusted().size();
    }

    /** A new matcher, for one thread. */
    public Matcher newMatcher() {
        return new Matcher(this);
    }

    Tables tables() {
        return tables;
    }

    /** Whether a file is a compiled database, whatever its version, by how it begins. */
    public static boolean isCompiled(Path file) throws IOException {
        return DatabaseReader.isDatabase(file);
    }

    /**
     * Opens a compiled database by mapping it.
     *
     * @throws IOException if it cannot be read, is not a compiled database, is of another version, or was cut or
     *     altered; the message says which, and what to do
     */
    public static SignatureDatabase open(Path file) throws IOException {
        return new SignatureDatabase(DatabaseReader.open(file));
    }

    /**
     * Writes the database as a file that {@link #open} opens. The file appears under its name whole or not at all.
     *
     * @throws IOException if it cannot be written
     */
    public void write(Path file) throws IOException {
        Path unfinished = file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID() + ".part");
        try {
            try (FileChannel channel =
                    FileChannel.open(unfinished, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                DatabaseWriter.write(tables, channel);
                channel.force(true);
            }
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    /** A compiler, which takes signatures as they are read. */
    public static Compiler compiler() {
        return new Compiler();
    }

    /** Compiles signatures one after the other; for one thread. */
    public static final class Compiler implements SignatureSink {

        /** Fewer signatures are compiled sooner than threads are started. */
        private static final long MANY = 100_000;

        private final BodyCompiler bodies = new BodyCompiler();
        private final DigestTables.Builder detections = new DigestTables.Builder();
        private final DigestTables.Builder sections = new DigestTables.Builder();
        private final DigestTables.Builder trusted = new DigestTables.Builder();

        private Compiler() {}

        @Override
        public void accept(Signature signature) {
            switch (signature) {
                case BodySignature body -> bodies.add(body);
                case DigestSignature whole -> {
                    switch (whole.purpose()) {
                        case DETECT -> detections.add(whole.digest(), whole.size(), whole.name());
                        case TRUST -> trusted.add(whole.digest(), whole.size(), whole.name());
                    }
                }
                case SectionDigestSignature section -> sections.add(section.digest(), section.size(), section.name());
            }
        }

        /** The database of all signatures so far; the compiler may not be used afterwards. */
        public SignatureDatabase compile() {
            if (bodies.size() + detections.size() + sections.size() + trusted.size() < MANY) {
                return new SignatureDatabase(
                        new Tables(bodies.build(), detections.build(), sections.build(), trusted.build()));
            }
            // Each of the four is a thing by itself, and comes out the same whoever makes it when.
            CompletableFuture<DigestTables> whole = CompletableFuture.supplyAsync(detections::build);
            CompletableFuture<DigestTables> parts = CompletableFuture.supplyAsync(sections::build);
            CompletableFuture<DigestTables> known = CompletableFuture.supplyAsync(trusted::build);
            return new SignatureDatabase(new Tables(bodies.build(), result(whole), result(parts), result(known)));
        }

        private static DigestTables result(CompletableFuture<DigestTables> tables) {
            try {
                return tables.join();
            } catch (CompletionException e) {
                switch (e.getCause()) {
                    case UncheckedIOException trouble -> throw trouble;
                    case Error error -> throw error;
                    case null, default -> throw e;
                }
            }
        }
    }
}
