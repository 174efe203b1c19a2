package dev.gatehouse.gateway.log;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/** Where lines go: a file, which may be moved away and begun anew, or standard error. Used by one thread at a time. */
final class LogTarget implements AutoCloseable {

    private final Optional<Path> file;
    private OutputStream stream;

    private LogTarget(Optional<Path> file, OutputStream stream) {
        this.file = file;
        this.stream = stream;
    }

    /**
     * Opens a file, made for its owner alone where there is none, or standard error.
     *
     * @throws IOException if the file cannot be opened
     */
    static LogTarget open(Optional<Path> file) throws IOException {
        return new LogTarget(file, file.isPresent() ? append(file.get()) : new FileOutputStream(FileDescriptor.err));
    }

    private static OutputStream append(Path file) throws IOException {
        if (Files.notExists(file)) {
            Files.newByteChannel(
                            file,
                            Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND),
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----")))
                    .close();
        }
        return Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** Whether this is the journal's own socket, which takes a line's priority from a prefix. */
    static boolean isJournal(Optional<Path> file, Optional<String> journalStream) {
        if (file.isPresent() || journalStream.isEmpty()) {
            return false;
        }
        try {
            // the variable outlives a redirection: sd-daemon(3) says to compare device and inode
            Path error = Path.of("/proc/self/fd/2");
            return journalStream
                    .get()
                    .equals(Files.getAttribute(error, "unix:dev") + ":" + Files.getAttribute(error, "unix:ino"));
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return false;
        }
    }

    void write(byte[] bytes, int length) throws IOException {
        stream.write(bytes, 0, length);
    }

    /** Begins the file anew where it was moved away; keeps on with the old one where that cannot be. */
    void reopen() throws IOException {
        if (file.isPresent()) {
            OutputStream next = append(file.get());
            stream.close();
            stream = next;
        }
    }

    @Override
    public void close() throws IOException {
        if (file.isPresent()) {
            stream.close();
        }
    }
}
