package dev.gatehouse.cli.it;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The launcher, and what a run of it came to. */
final class Launched {

    private static final long PATIENCE_SECONDS = 60;

    private final Path folder;
    private final Map<String, String> environment = new HashMap<>();
    private byte[] input = new byte[0];

    private Launched(Path folder) {
        this.folder = folder;
    }

    /** What a run said, and how it ended. */
    record Result(int exitCode, String output, String error) {

        List<String> lines() {
            return output.lines().toList();
        }
    }

    static Path launcher() {
        return Path.of(System.getProperty("gatehouse.launcher"))
                .toAbsolutePath()
                .normalize();
    }

    /** Runs that begin in a folder. */
    static Launched in(Path folder) {
        return new Launched(folder);
    }

    Launched with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    Launched reading(byte[] standardInput) {
        input = standardInput;
        return this;
    }

    /** Runs {@code gatehouse scan} without a summary. */
    Result scan(String... arguments) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of("scan", "--no-summary"));
        all.addAll(List.of(arguments));
        return run(all.toArray(String[]::new));
    }

    Result run(String... arguments) throws IOException, InterruptedException {
        return result(start(arguments), input);
    }

    /** Runs a line of shell in which {@code gatehouse} is the launcher. */
    Result shell(String line) throws IOException, InterruptedException {
        String function = "gatehouse() { '" + launcher() + "' \"$@\"; }; ";
        return result(begin(List.of("bash", "-c", function + line)), input);
    }

    Process start(String... arguments) throws IOException {
        // Whoever runs the tests in the background may have had signals ignored, which children inherit.
        List<String> command = new ArrayList<>(
                List.of("env", "--default-signal=INT,HUP,TERM", launcher().toString()));
        command.addAll(List.of(arguments));
        return begin(command);
    }

    static Result result(Process process, byte[] input) throws IOException, InterruptedException {
        Path error = Files.createTempFile("launched", ".err");
        Thread drain = Thread.ofVirtual().start(() -> {
            try (InputStream stream = process.getErrorStream()) {
                Files.write(error, stream.readAllBytes());
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        try (var stream = process.getOutputStream()) {
            stream.write(input);
        } catch (IOException ignored) {
            // a process that reads no input may have ended already
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("still running after " + PATIENCE_SECONDS + " s; it said " + output);
        }
        drain.join();
        String said = Files.readString(error);
        Files.delete(error);
        return new Result(process.exitValue(), output, said);
    }

    private Process begin(List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("LC_") || name.equals("NO_COLOR"));
        builder.environment().putAll(environment);
        return builder.start();
    }
}
