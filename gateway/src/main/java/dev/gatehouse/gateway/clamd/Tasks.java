package dev.gatehouse.gateway.clamd;

import dev.gatehouse.gateway.Gate;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** What is scanned at this moment for a listener's clients; for STATS. */
final class Tasks {

    private final Supplier<Gate.Load> load;
    private final Set<Task> running = ConcurrentHashMap.newKeySet();

    Tasks(Supplier<Gate.Load> load) {
        this.load = load;
    }

    /** One scan, known by itself alone. */
    static final class Task {

        private final String command;
        private final String subject;
        private final long startNanos = System.nanoTime();

        private Task(String command, String subject) {
            this.command = command;
            this.subject = subject;
        }

        String command() {
            return command;
        }

        String subject() {
            return subject;
        }

        /** How long it has been waited for, in seconds. */
        double seconds() {
            return (System.nanoTime() - startNanos) / 1e9;
        }
    }

    /** A scan begins. */
    Task begin(String command, String subject) {
        Task task = new Task(command, subject);
        running.add(task);
        return task;
    }

    /** A scan is over. */
    void end(Task task) {
        running.remove(task);
    }

    /** All that run, in no order. */
    List<Task> running() {
        return List.copyOf(running);
    }

    /** What is within the gate. */
    Gate.Load load() {
        return load.get();
    }
}
