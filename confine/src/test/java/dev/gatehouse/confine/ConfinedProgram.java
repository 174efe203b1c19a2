package dev.gatehouse.confine;

import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;

/** Confines itself, then tries what it may and may not do, and prints what came of each. */
final class ConfinedProgram {

    private ConfinedProgram() {}

    /** With the folder that may be written to and one that may not. */
    public static void main(String[] arguments) throws Exception {
        Path allowed = Path.of(arguments[0]);
        Path other = Path.of(arguments[1]);
        Thread before = Thread.ofPlatform().unstarted(() -> {});
        for (Confinement.Measure measure : new Confinement(false, false, List.of(allowed)).apply()) {
            System.out.println(measure.name() + " " + measure.inForce());
        }
        before.start();
        before.join();
        attempt("program", () -> new ProcessBuilder("/bin/true").start().waitFor());
        attempt("socket", () -> new ServerSocket(0));
        attempt("write", () -> Files.writeString(allowed.resolve("a"), "a"));
        attempt("rename", () -> Files.move(allowed.resolve("a"), allowed.resolve("b")));
        attempt("read elsewhere", () -> Files.readString(other.resolve("old")));
        attempt("write elsewhere", () -> Files.writeString(other.resolve("new"), "a"));
        attempt("truncate elsewhere", () -> Files.writeString(other.resolve("old"), ""));
        attempt("remove elsewhere", () -> {
            Files.delete(other.resolve("old"));
            return other;
        });
        attempt("thread", () -> {
            FutureTask<Path> task = new FutureTask<>(() -> Files.writeString(other.resolve("new"), "a"));
            Thread.ofPlatform().start(task);
            return task.get();
        });
        attempt("virtual threads and garbage", () -> {
            FutureTask<Integer> task = new FutureTask<>(() -> new byte[1 << 20].length);
            Thread.ofVirtual().start(task);
            System.gc();
            return task.get();
        });
    }

    private static void attempt(String name, Callable<?> action) {
        String outcome;
        try {
            action.call();
            outcome = "done";
        } catch (Exception e) {
            outcome = "refused";
        }
        System.out.println(name + ": " + outcome);
    }
}
