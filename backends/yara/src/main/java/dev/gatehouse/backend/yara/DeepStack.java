package dev.gatehouse.backend.yara;

import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Runs what calls itself deeply in C. libyara's compiler follows a regular expression thousands of levels down, which
 * the 1 MiB of an ordinary Java thread may not hold, and a stack that overflows in C ends the process.
 */
final class DeepStack {

    private static final long STACK_BYTES = 32L << 20;

    private DeepStack() {}

    /** Runs a task on a thread with a large stack, and waits for it. */
    static <T> T call(Task<T> task) throws RuleException, IOException {
        Result<T> result = new Result<>();
        Thread thread = new Thread(null, () -> result.of(task), "yara-compiler", STACK_BYTES);
        thread.start();
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return result.get();
    }

    /** What is run. */
    interface Task<T> {
        T call() throws RuleException, IOException;
    }

    /** What came of it; handed over by the thread's end. */
    private static final class Result<T> {

        private @Nullable T value;
        private @Nullable Throwable failure;

        void of(Task<T> task) {
            try {
                value = task.call();
            } catch (Throwable e) {
                failure = e;
            }
        }

        T get() throws RuleException, IOException {
            return switch (failure) {
                case null -> Objects.requireNonNull(value, "the task ended with nothing");
                case RuleException e -> throw e;
                case IOException e -> throw e;
                case RuntimeException e -> throw e;
                case Error e -> throw e;
                default -> throw new IllegalStateException(failure);
            };
        }
    }
}
