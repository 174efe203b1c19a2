package dev.gatehouse.engine.unpack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs the real programs that make archives. A program that is missing or fails makes the test fail. */
public final class Tools {

    private static final long LONGEST_SECONDS = 60;

    private Tools() {}

    /** Runs a program in a folder and returns what it wrote to its standard output. */
    public static byte[] run(Path folder, String... command) {
        return run(folder, new byte[0], command);
    }

    /** Runs a program with input. */
    public static byte[] run(Path folder, byte[] input, String... command) {
        try {
            Path in = Files.createTempFile("tool", ".in");
            Path out = Files.createTempFile("tool", ".out");
            Path err = Files.createTempFile("tool", ".err");
            try {
                Files.write(in, input);
                Process process = new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectInput(in.toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile())
                        .start();
                if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    throw new AssertionError("still running: " + List.of(command));
                }
                if (process.exitValue() != 0) {
                    throw new AssertionError(List.of(command) + " ended with " + process.exitValue() + ": "
                            + Files.readString(err, StandardCharsets.ISO_8859_1)
                            + new String(Files.readAllBytes(out), StandardCharsets.ISO_8859_1));
                }
                return Files.readAllBytes(out);
            } finally {
                Files.delete(in);
                Files.delete(out);
                Files.delete(err);
            }
        } catch (IOException e) {
            throw new AssertionError("cannot run " + List.of(command) + "; ./verify installs what tests need", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Runs a shell command in a folder. */
    public static byte[] shell(Path folder, String command) {
        return run(folder, "sh", "-c", command);
    }
}
