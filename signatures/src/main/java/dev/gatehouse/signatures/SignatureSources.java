package dev.gatehouse.signatures;

import dev.gatehouse.signatures.clamav.ClamavReader;
import dev.gatehouse.signatures.clamav.DatabaseFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;

/**
 * Where signatures come from: database files, folders of them, text in memory. Immutable; reading takes memory for one
 * line at a time, however many there are, and may be done as often as wanted.
 */
public final class SignatureSources {

    private static final String BUNDLED = "gatehouse-bundled.ndb";

    private final List<DatabaseFile> files;
    private final boolean withUnwanted;

    private SignatureSources(List<DatabaseFile> files, boolean withUnwanted) {
        this.files = List.copyOf(files);
        this.withUnwanted = withUnwanted;
    }

    /**
     * Files and folders. A folder stands for the database files directly in it, known by their extension, in the order
     * of their names; everything else in it is passed over.
     *
     * @throws NoSuchFileException if there is nothing at a path
     * @throws IOException if a folder cannot be listed
     */
    public static SignatureSources of(List<Path> paths) throws IOException {
        List<DatabaseFile> files = new ArrayList<>();
        for (Path path : paths) {
            if (Files.isDirectory(path)) {
                files.addAll(databasesIn(path));
            } else if (Files.exists(path)) {
                files.add(file(path));
            } else {
                throw new NoSuchFileException(path.toString(), null, "there is no signature database or folder");
            }
        }
        return new SignatureSources(files, false);
    }

    private static List<DatabaseFile> databasesIn(Path folder) throws IOException {
        List<Path> paths = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                if (ClamavReader.isDatabase(String.valueOf(entry.getFileName())) && !Files.isDirectory(entry)) {
                    paths.add(entry);
                }
            }
        }
        paths.sort(null);
        return paths.stream().map(SignatureSources::file).toList();
    }

    private static DatabaseFile file(Path path) {
        return new DatabaseFile(path.toString(), () -> open(path));
    }

    private static InputStream open(Path path) throws IOException {
        try {
            return Files.newInputStream(path);
        } catch (AccessDeniedException e) {
            AccessDeniedException clear = new AccessDeniedException(
                    path.toString(), null, "there is no permission to read this signature database");
            clear.initCause(e);
            throw clear;
        } catch (NoSuchFileException e) {
            NoSuchFileException clear =
                    new NoSuchFileException(path.toString(), null, "this signature database is no longer there");
            clear.initCause(e);
            throw clear;
        }
    }

    /**
     * A database in memory.
     *
     * @param fileName what it is called; the extension tells what is in it: {@code tests.ndb}
     * @param text its lines
     */
    public static SignatureSources text(String fileName, String text) {
        return bytes(fileName, text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * A database or container in memory.
     *
     * @param fileName what it is called; the extension tells what is in it: {@code tests.cvd}
     * @param bytes its bytes, copied
     */
    public static SignatureSources bytes(String fileName, byte[] bytes) {
        byte[] copy = bytes.clone();
        return new SignatureSources(List.of(new DatabaseFile(fileName, () -> new ByteArrayInputStream(copy))), false);
    }

    /** The signatures that come with Gatehouse: the EICAR test file and harmless patterns of our own. */
    public static SignatureSources bundled() {
        return new SignatureSources(List.of(new DatabaseFile(BUNDLED, SignatureSources::openBundled)), false);
    }

    private static InputStream openBundled() {
        InputStream stream = SignatureSources.class.getResourceAsStream(BUNDLED);
        if (stream == null) {
            throw new UncheckedIOException(new NoSuchFileException(BUNDLED, null, "the installation is incomplete"));
        }
        return stream;
    }

    /** These sources and then others; whether unwanted applications count is as it is here. */
    public SignatureSources and(SignatureSources others) {
        List<DatabaseFile> all = new ArrayList<>(files);
        all.addAll(others.files);
        return new SignatureSources(all, withUnwanted);
    }

    /** The same sources, of which signatures of potentially unwanted applications ({@code .hdu} and so on) count too. */
    public SignatureSources withUnwantedApplications() {
        return new SignatureSources(files, true);
    }

    /** The sources' names. */
    public List<String> names() {
        return files.stream().map(DatabaseFile::name).toList();
    }

    /**
     * How many bytes there are to read, as far as the files tell.
     *
     * @throws IOException if a file cannot be opened
     */
    public long bytes() throws IOException {
        long bytes = 0;
        for (DatabaseFile file : files) {
            try (InputStream stream = file.bytes().open()) {
                bytes += stream.available();
            }
        }
        return bytes;
    }

    /**
     * A digest that tells whether these sources would be read the same again: over the kinds of the sources, as their
     * extensions tell, and over all their bytes.
     *
     * @return the SHA-256's bytes
     * @throws IOException if a file cannot be opened or read
     */
    public byte[] fingerprint() throws IOException {
        MessageDigest digest = sha256();
        digest.update((byte) (withUnwanted ? 1 : 0));
        for (DatabaseFile file : files) {
            String name = file.name();
            digest.update(name.substring(name.lastIndexOf('.') + 1).getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            MessageDigest content = sha256();
            try (InputStream stream = file.bytes().open();
                    OutputStream sink = new DigestOutputStream(OutputStream.nullOutputStream(), content)) {
                stream.transferTo(sink);
            }
            digest.update(content.digest());
        }
        return digest.digest();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /**
     * Reads everything. Errors in the sources are in the summary; whether to go on without what could not be read is the
     * caller's decision.
     *
     * @param sink takes the signatures one by one
     * @throws IOException if a file cannot be opened or read
     */
    public SourceSummary read(SignatureSink sink) throws IOException {
        return ClamavReader.read(files, withUnwanted, sink);
    }

    /**
     * Reads everything, and tells how far it has come; see {@link #read(SignatureSink)}.
     *
     * @param sink takes the signatures one by one
     * @param progress is told of the bytes that were read
     * @throws IOException if a file cannot be opened or read
     */
    public SourceSummary read(SignatureSink sink, ReadProgress progress) throws IOException {
        return ClamavReader.read(new CountedSources(bytes(), progress).of(files), withUnwanted, sink);
    }
}
