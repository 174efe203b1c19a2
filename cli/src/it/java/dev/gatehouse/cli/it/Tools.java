package dev.gatehouse.cli.it;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Runs the real programs that make archives. One that is missing or fails makes the test fail. */
final class Tools {

    private static final long LONGEST_SECONDS = 120;

    private Tools() {}

    /** Runs lines of shell in a folder; the first that fails ends them. */
    static void shell(Path folder, String lines) throws IOException, InterruptedException {
        Path log = Files.createTempFile("tools", ".log");
        Process process = new ProcessBuilder("bash", "-e", "-o", "pipefail", "-c", lines)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        process.getOutputStream().close();
        if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("still running: " + lines);
        }
        if (process.exitValue() != 0) {
            throw new AssertionError(lines + " ended with " + process.exitValue() + "; ./verify installs what tests"
                    + " need. It said: " + Files.readString(log, StandardCharsets.ISO_8859_1));
        }
        Files.delete(log);
    }
}
