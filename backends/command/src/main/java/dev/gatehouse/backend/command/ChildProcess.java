package dev.gatehouse.backend.command;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs a program to its end, or ends it and all that it started. Where there is a setsid, the program leads a process
 * group of its own, and the group is ended: what it leaves behind when it has lost its parent is in it too.
 *
 * @param folder where it runs
 * @param environment all that it has of it
 * @param outputLimit how many bytes it may print
 */
record ChildProcess(Path folder, Map<String, String> environment, int outputLimit) {

    private static final Path NOTHING = Path.of("/dev/null");
    private static final Optional<String> SETSID = firstOf("/usr/bin/setsid", "/bin/setsid");

    /** For what is in the pipe when the program has ended. */
    private static final Duration DRAINING = Duration.ofMillis(500);

    /** How a run ended. */
    enum End {
        /** By itself. */
        EXITED,
        /** Its time was over. */
        TIMED_OUT,
        /** Nobody waits for it any more. */
        ABANDONED,
        /** It printed more than is allowed. */
        TOO_MUCH_OUTPUT,
        /** It ended by itself, and what it printed has no end: what is missing may be a finding. */
        UNHEARD
    }

    /**
     * A run that is over.
     *
     * @param exitCode if it ended by itself
     * @param lines what it printed, on either stream
     */
    record Result(End end, int exitCode, List<String> lines) {}

    private static Optional<String> firstOf(String... paths) {
        return List.of(paths).stream()
                .filter(path -> Files.isExecutable(Path.of(path)))
                .findFirst();
    }

    /**
     * Runs a program.
     *
     * @param command program and arguments
     * @param input what it reads
     * @param limit how long it may take
     * @param abandoned ends it when it completes
     * @throws IOException if it cannot be started
     */
    Result run(List<String> command, Optional<Path> input, Duration limit, CompletableFuture<?> abandoned)
            throws IOException, InterruptedException {
        List<String> line = new ArrayList<>();
        SETSID.ifPresent(line::add);
        line.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(line)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectInput(Redirect.from(input.orElse(NOTHING).toFile()));
        builder.environment().clear();
        builder.environment().putAll(environment);
        try (Fifo fifo = Fifo.create(folder)) {
            Process process = builder.redirectOutput(fifo.target()).start();
            fifo.handedOut();
            return follow(process, fifo.printed(), limit, abandoned);
        }
    }

    private Result follow(Process process, ReadableByteChannel printed, Duration limit, CompletableFuture<?> abandoned)
            throws InterruptedException {
        CompletableFuture<Boolean> overflow = new CompletableFuture<>();
        CompletableFuture<Boolean> whole = new CompletableFuture<>();
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        Thread reader =
                Thread.ofPlatform().daemon().name("command-output").start(() -> read(printed, output, overflow, whole));
        try {
            End end = await(process, limit, abandoned, overflow);
            if (end != End.EXITED || !reader.join(DRAINING)) {
                // what holds the pipe open was left behind by the program
                end(process);
                reader.join(DRAINING);
            }
            if (overflow.isDone()) {
                return new Result(End.TOO_MUCH_OUTPUT, 0, List.of());
            }
            if (end == End.EXITED && !whole.isDone()) {
                return new Result(End.UNHEARD, 0, List.of());
            }
            synchronized (output) {
                List<String> lines =
                        output.toString(StandardCharsets.UTF_8).lines().toList();
                return new Result(end, end == End.EXITED ? process.exitValue() : 0, lines);
            }
        } finally {
            if (process.isAlive()) {
                end(process);
            }
            process.destroyForcibly();
        }
    }

    private static End await(
            Process process, Duration limit, CompletableFuture<?> abandoned, CompletableFuture<Boolean> overflow)
            throws InterruptedException {
        try {
            CompletableFuture.anyOf(process.onExit(), abandoned.handle((_, _) -> true), overflow)
                    .get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return End.TIMED_OUT;
        } catch (ExecutionException e) {
            throw new IllegalStateException("nothing that is waited for ends badly", e);
        }
        if (!process.isAlive()) {
            return End.EXITED;
        }
        return overflow.isDone() ? End.TOO_MUCH_OUTPUT : End.ABANDONED;
    }

    private void read(
            ReadableByteChannel printed,
            ByteArrayOutputStream output,
            CompletableFuture<Boolean> overflow,
            CompletableFuture<Boolean> whole) {
        ByteBuffer window = ByteBuffer.allocate(8192);
        try {
            while (printed.read(window.clear()) >= 0) {
                synchronized (output) {
                    output.write(window.array(), 0, window.position());
                    if (output.size() > outputLimit) {
                        overflow.complete(true);
                        return;
                    }
                }
            }
            whole.complete(true);
        } catch (IOException e) {
            // nobody waits for the rest
        }
    }

    /** Whether programs lead process groups of their own here, which can be ended whole. */
    static boolean endsGroups() {
        return SETSID.isPresent();
    }

    /** Ends a process and whatever came of it. The pipe stays open: what is in it may not have been read yet. */
    private static void end(Process process) throws InterruptedException {
        List<ProcessHandle> descendants = process.descendants().toList();
        if (endsGroups()) {
            try {
                // Java cannot signal a group; the shell's own kill can, and is told a number and nothing else
                new ProcessBuilder("/bin/sh", "-c", "kill -KILL -" + process.pid())
                        .redirectErrorStream(true)
                        .redirectOutput(Redirect.DISCARD)
                        .start()
                        .waitFor();
            } catch (IOException e) {
                // then one by one, as below
            }
        }
        descendants.forEach(ProcessHandle::destroyForcibly);
        process.toHandle().destroyForcibly();
    }
}
