package dev.gatehouse.gateway.clamd;

import dev.gatehouse.engine.ScanReport;
import dev.gatehouse.gateway.BusyException;
import dev.gatehouse.spi.Deadline;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * SCAN and its kin: a file, or a folder and all below it. A line is said for each file in which something is found or
 * which cannot be scanned, and a last {@code OK} for the whole where there was none. SCAN and ALLMATCHSCAN end with the
 * first file that is not clean; CONTSCAN and MULTISCAN go on, the latter with several files at a time.
 *
 * <p>clamd says its last {@code OK} also after an {@code ERROR}, where it could scan anything else, and of a link that it
 * did not follow; a client that looks for it would let pass what nobody saw. Here a link that is named leads to what is
 * scanned, and {@code OK} means that all was.
 */
final class PathScan {

    /** Folders nested deeper than this are not walked, and said not to be. */
    private static final int MOST_DEPTH = 64;

    private final House house;
    private final Exchange exchange;
    private final Command command;
    private final Deadline deadline = Deadline.none();
    private final Queue<Pending> pending = new ArrayDeque<>();
    private final int atOnce;
    private boolean clean = true;
    private boolean ended;
    private boolean anything;

    PathScan(House house, Exchange exchange, Command command) {
        this.house = house;
        this.exchange = exchange;
        this.command = command;
        this.atOnce = command == Command.MULTISCAN ? 2 * house.gate().settings().threads() : 1;
    }

    /** A file that is being scanned, and how the client calls it. */
    private record Pending(String subject, CompletableFuture<ScanReport> report) {}

    void run() throws IOException, InterruptedException {
        String subject = exchange.request().path();
        Tasks.Task task = house.tasks().begin(command.name(), subject);
        try {
            run(subject);
        } finally {
            house.tasks().end(task);
            deadline.cancel(); // whoever is still being scanned has nobody waiting
        }
    }

    private void run(String subject) throws IOException, InterruptedException {
        Optional<Path> path = RawPath.of(subject);
        Path real;
        try {
            if (path.isEmpty()) {
                throw new java.nio.file.NoSuchFileException(subject);
            }
            real = new Roots(house.settings().roots()).resolve(path.get());
        } catch (Roots.ForbiddenException e) {
            exchange.troubled(command + ": " + e.getMessage());
            exchange.answer(subject, 0, Answer.error("Access denied."));
            return;
        } catch (IOException e) {
            exchange.answer(subject, 0, Answer.error("File path check failure: " + Errno.text(e) + "."));
            return;
        }
        if (Files.isDirectory(real)) {
            walk(withoutSlashes(subject), real, 0);
        } else if (Files.isRegularFile(real)) {
            file(withoutSlashes(subject), real);
        } else {
            exchange.answer(subject, 0, Answer.error("Not supported file type"));
            return;
        }
        while (!pending.isEmpty()) {
            settle(pending.remove());
        }
        // clamd has no answer where several files are to be scanned at a time and there is none
        if (clean && (anything || command != Command.MULTISCAN)) {
            exchange.line(subject, Answer.OK);
        }
    }

    private static String withoutSlashes(String subject) {
        int end = subject.length();
        while (end > 1 && subject.charAt(end - 1) == '/') {
            end--;
        }
        return subject.substring(0, end);
    }

    private void walk(String subject, Path folder, int depth) throws IOException, InterruptedException {
        if (depth == MOST_DEPTH) {
            unclean(subject, Answer.error("Directory recursion limit exceeded."));
            return;
        }
        List<Folder.Entry> entries;
        try {
            entries = Folder.list(folder);
        } catch (IOException e) {
            unclean(subject, unreadable(e));
            return;
        }
        String before = subject.equals("/") ? "/" : subject + "/";
        for (Folder.Entry entry : entries) {
            if (ended) {
                return;
            }
            String name = before + RawPath.name(entry.path());
            if (entry.folder()) {
                walk(name, entry.path(), depth + 1);
            } else {
                file(name, entry.path());
            }
        }
    }

    private static Answer unreadable(IOException e) {
        return e instanceof AccessDeniedException
                ? Answer.error("Access denied.")
                : Answer.error("File path check failure: " + Errno.text(e) + ".");
    }

    private void file(String subject, Path file) throws IOException, InterruptedException {
        anything = true;
        if (!Files.isReadable(file)) {
            unclean(subject, Answer.error("Access denied."));
            return;
        }
        pending.add(new Pending(subject, submit(file)));
        if (pending.size() >= atOnce) {
            settle(pending.remove());
        }
    }

    private CompletableFuture<ScanReport> submit(Path file) {
        return command == Command.ALLMATCHSCAN
                ? house.gate().submitAllMatches(file, deadline)
                : house.gate().submit(file, deadline);
    }

    private void settle(Pending file) throws IOException {
        ScanReport report;
        try {
            report = file.report.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof BusyException busy) {
                exchange.troubled(command + ": " + busy.getMessage());
                other(file.subject, house.answers().busy());
            } else {
                exchange.faulted(e);
                other(file.subject, house.answers().failed());
            }
            return;
        }
        List<Answer> answers = command == Command.ALLMATCHSCAN
                ? house.answers().all(report)
                : List.of(house.answers().of(report));
        Answer first = answers.getFirst();
        if (first.action() != ClamdAction.OK) {
            clean = false;
            ended = command == Command.SCAN || command == Command.ALLMATCHSCAN;
            for (Answer answer : answers) {
                exchange.line(file.subject, answer);
            }
        }
        exchange.served(file.subject, report.root().size(), Optional.of(report), first.text());
    }

    private void other(String subject, Answer answer) throws IOException {
        if (answer.action() != ClamdAction.OK) {
            unclean(subject, answer);
        }
    }

    private void unclean(String subject, Answer answer) throws IOException {
        clean = false;
        ended = command == Command.SCAN || command == Command.ALLMATCHSCAN;
        exchange.answer(subject, 0, answer);
    }

    /** The C library's words for what the platform throws. */
    private static final class Errno {

        private Errno() {}

        static String text(IOException e) {
            if (e instanceof java.nio.file.NoSuchFileException) {
                return "No such file or directory";
            }
            if (e instanceof AccessDeniedException) {
                return "Permission denied";
            }
            String reason = e instanceof FileSystemException system ? system.getReason() : null;
            return reason == null ? "Input/output error" : Line.printable(reason);
        }
    }
}
