package dev.gatehouse.backend.clamd;

import dev.gatehouse.spi.Deadline;
import dev.gatehouse.spi.Subject;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Files that clamd sees under the same path as we do; ALLMATCHSCAN takes nothing else.
 *
 * @param folder where parts are put that are no files
 * @param permissions of what is put there
 */
record SharedFiles(Path folder, Set<PosixFilePermission> permissions) {

    private static final int WINDOW = 1 << 16;

    /** In the temporary folder, for a clamd that is root or this very user. */
    static SharedFiles inTemporaryFolder() {
        return new SharedFiles(
                Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath(),
                PosixFilePermissions.fromString("rw-------"));
    }

    /** In a folder whose group clamd belongs to. */
    static SharedFiles within(String folder) {
        return new SharedFiles(Path.of(folder), PosixFilePermissions.fromString("rw-r-----"));
    }

    /**
     * Whether clamd can read what is put into the folder.
     *
     * @throws IOException if clamd is not there, or nothing can be put there
     */
    boolean readableFor(Daemon daemon, Deadline deadline) throws IOException {
        try (Loan probe = new Loan(newFile(), true)) {
            Files.writeString(probe.path(), "gatehouse");
            return daemon.allMatches(probe.path().toString(), deadline).equals(List.of(new Reply.Ok()));
        }
    }

    /**
     * A file with a subject's bytes: the one it lies in, or a copy that goes away with the loan.
     *
     * @throws IOException if the bytes cannot be read or written, or the deadline is over
     */
    Loan lend(Subject subject, Deadline deadline) throws IOException {
        Optional<Path> present = subject.file();
        if (present.isPresent()) {
            return new Loan(present.get().toAbsolutePath(), false);
        }
        Loan loan = new Loan(newFile(), true);
        try (OutputStream out = Files.newOutputStream(loan.path())) {
            byte[] window = new byte[WINDOW];
            long position = 0;
            while (position < subject.size()) {
                int read = subject.read(position, window, 0, window.length);
                if (read <= 0 || deadline.expired()) {
                    throw new IOException("only " + position + " bytes were read");
                }
                out.write(window, 0, read);
                position += read;
            }
            return loan;
        } catch (IOException | RuntimeException e) {
            loan.close();
            throw e;
        }
    }

    private Path newFile() throws IOException {
        return Files.createTempFile(folder, "gatehouse-", ".part", PosixFilePermissions.asFileAttribute(permissions));
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
