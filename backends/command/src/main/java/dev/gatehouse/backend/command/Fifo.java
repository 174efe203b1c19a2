package dev.gatehouse.backend.command;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A named pipe for what a program prints. The pipe that Java itself makes for a process is closed when the process
 * ends, whoever else still writes to it; this one ends when nobody holds it any more. Made by the system's mkfifo.
 */
final class Fifo implements AutoCloseable {

    private static final Optional<Path> MKFIFO = Stream.of("/usr/bin/mkfifo", "/bin/mkfifo")
            .map(Path::of)
            .filter(Files::isExecutable)
            .findFirst();

    private static final int MAKING_SECONDS = 10;

    private final Path path;
    private final FileChannel reading;
    private final FileChannel writing;

    private Fifo(Path path, FileChannel reading, FileChannel writing) {
        this.path = path;
        this.reading = reading;
        this.writing = writing;
    }

    /**
     * Makes one with permissions 0600 and opens both ends.
     *
     * @param folder where it lies until it is closed
     * @throws IOException if there is no mkfifo, or it fails
     */
    static Fifo create(Path folder) throws IOException, InterruptedException {
        Path path = folder.resolve("output-" + UUID.randomUUID());
        String program = MKFIFO.orElseThrow(() -> new IOException("mkfifo is not there (package coreutils)"))
                .toString();
        Process process = new ProcessBuilder(List.of(program, "-m", "600", path.toString()))
                .redirectErrorStream(true)
                .redirectOutput(Redirect.DISCARD)
                .start();
        if (!process.waitFor(MAKING_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException("no named pipe can be made at " + path);
        }
        // opened for both, none of the ends waits for the other (fifo(7))
        FileChannel writing = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            return new Fifo(path, FileChannel.open(path, StandardOpenOption.READ), writing);
        } catch (IOException e) {
            writing.close();
            throw e;
        }
    }

    /** Where a program is to print. */
    Redirect target() {
        return Redirect.to(path.toFile());
    }

    /** Says that all who are to print have it open: it ends when they have all closed it. */
    void handedOut() throws IOException {
        writing.close();
    }

    /** What is printed. A read waits; it ends with an exception when this is closed by another thread. */
    ReadableByteChannel printed() {
        return reading;
    }

    /** Deletes it, and ends whoever still waits for what is printed. */
    @Override
    public void close() throws IOException {
        try (reading;
                writing) {
            Files.deleteIfExists(path);
        }
    }
}
