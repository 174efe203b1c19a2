package dev.gatehouse.backend.command;

import dev.gatehouse.spi.Subject;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A folder for this user alone, in which the scanner runs and parts are put that are no files. */
final class WorkFolder implements AutoCloseable {

    private static final int WINDOW = 1 << 16;

    /** What no list of paths and no line of output can be confused by. */
    private static final Pattern PLAIN = Pattern.compile("/[A-Za-z0-9._/+=@%,~ -]+");

    private final Path folder;
    private final AtomicLong number = new AtomicLong();

    private WorkFolder(Path folder) {
        this.folder = folder;
    }

    /** Makes one below the temporary folder, with permissions 0700. */
    static WorkFolder create() throws IOException {
        return new WorkFolder(Files.createTempDirectory("gatehouse-command-").toAbsolutePath());
    }

    Path path() {
        return folder;
    }

    /**
     * A file with a subject's bytes: the one it lies in if its path is plain, else a copy.
     *
     * @param largestCopy the most bytes that are copied
     * @param stop ends the copying
     * @throws TooLargeException if the copy would be larger
     * @throws IOException if the bytes cannot be read or written, or it was stopped
     */
    Loan lend(Subject subject, long largestCopy, BooleanSupplier stop) throws IOException, TooLargeException {
        Optional<Path> present = subject.file().map(Path::toAbsolutePath);
        if (present.isPresent() && PLAIN.matcher(present.get().toString()).matches()) {
            return new Loan(present.get(), false);
        }
        if (subject.size() > largestCopy) {
            throw new TooLargeException();
        }
        Loan loan = new Loan(newFile("part"), true);
        try (OutputStream out = Files.newOutputStream(loan.path())) {
            byte[] window = new byte[WINDOW];
            long position = 0;
            while (position < subject.size()) {
                int read = subject.read(position, window, 0, window.length);
                if (read <= 0) {
                    throw new IOException("%d bytes were announced, %d are there".formatted(subject.size(), position));
                }
                if (stop.getAsBoolean()) {
                    throw new IOException("the copying was stopped");
                }
                out.write(window, 0, read);
                position += read;
            }
            return loan;
        } catch (IOException | RuntimeException | Error e) {
            loan.close();
            throw e;
        }
    }

    /** A file that lists paths, one a line. */
    Loan list(List<Path> paths) throws IOException {
        Loan loan = new Loan(newFile("list"), true);
        Files.write(loan.path(), paths.stream().map(Path::toString).toList());
        return loan;
    }

    private Path newFile(String kind) throws IOException {
        return Files.createFile(
                folder.resolve(kind + "-" + number.incrementAndGet()),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    /** Deletes the folder and what the scanner left in it. */
    @Override
    public void close() throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure) throws IOException {
                Files.deleteIfExists(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** A part that is larger than what is copied. */
    static final class TooLargeException extends Exception {
        private static final long serialVersionUID = 1L;

        TooLargeException() {
            super("the part is too large to be copied");
        }
    }

    /**
     * A file for the length of a scan.
     *
     * @param temporary whether it is deleted afterwards
     */
    record Loan(Path path, boolean temporary) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            if (temporary) {
                Files.deleteIfExists(path);
            }
        }
    }
}
