package dev.gatehouse.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Runs other programs to their end. */
public final class ChildProcess {

    private ChildProcess() {}

    /**
     * Runs a program whose output only matters when it fails.
     *
     * @param folder where it runs
     * @throws IOException if it cannot be started, or ends with another code than 0; the message has its last words
     */
    public static void run(Path folder, List<String> command) throws IOException {
        Path log = Files.createTempFile("bench", ".log");
        try {
            int code = code(folder, command, log);
            if (code != 0) {
                String words =
                        Files.readString(log, StandardCharsets.ISO_8859_1).strip();
                throw new IOException("%s ended with %d: %s"
                        .formatted(command.getFirst(), code, words.substring(Math.max(0, words.length() - 2000))));
            }
        } finally {
            Files.deleteIfExists(log);
        }
    }

    /**
     * Runs a program and gives its exit code.
     *
     * @param folder where it runs
     * @param output where all its output goes
     * @throws IOException if it cannot be started
     */
    public static int code(Path folder, List<String> command, Path output) throws IOException {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        return await(process);
    }

    /** The exit code of a process, once it has ended; it is ended when this thread is interrupted. */
    public static int await(Process process) {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException("interrupted while a program ran", e));
        }
    }
}
