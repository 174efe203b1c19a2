package dev.gatehouse.benchmarks.yara;

import dev.gatehouse.spi.Backend;
import dev.gatehouse.spi.BackendConfiguration;
import dev.gatehouse.spi.BackendProvider;
import dev.gatehouse.spi.Deadline;
import dev.gatehouse.spi.Finding;
import dev.gatehouse.spi.ScanContext;
import dev.gatehouse.spi.ScanOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/** The whole process that is measured: opens the backend, scans the files of a folder, writes what {@code yara} would. */
final class ScanningProcess {

    private ScanningProcess() {}

    /** Arguments: the rules, the folder, and how many threads scan. */
    public static void main(String[] arguments) throws Exception {
        BackendProvider provider = ServiceLoader.load(BackendProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(each -> each.type().equals("yara"))
                .findFirst()
                .orElseThrow();
        ConcurrentLinkedQueue<Path> files = new ConcurrentLinkedQueue<>();
        try (Stream<Path> tree =
                Files.find(Path.of(arguments[1]), Integer.MAX_VALUE, (_, attributes) -> attributes.isRegularFile())) {
            tree.forEach(files::add);
        }
        try (Backend backend = provider.open(
                new BackendConfiguration("yara", Map.of("rules", List.of(arguments[0]), "trust", List.of("rules"))))) {
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < Integer.parseInt(arguments[2]); i++) {
                threads.add(Thread.ofPlatform().start(() -> scan(backend, files)));
            }
            for (Thread thread : threads) {
                thread.join();
            }
        }
    }

    private static void scan(Backend backend, ConcurrentLinkedQueue<Path> files) {
        for (Path file = files.poll(); file != null; file = files.poll()) {
            try (FileSubject subject = FileSubject.open(file)) {
                report(file, backend.scan(subject, new ScanContext(Deadline.none(), true)));
            } catch (IOException e) {
                System.out.println("error: " + file + ": " + e.getMessage());
            }
        }
    }

    private static void report(Path file, ScanOutcome outcome) {
        switch (outcome) {
            case ScanOutcome.Clean _ -> {
                // the command says nothing of it either
            }
            case ScanOutcome.Infected infected -> {
                for (Finding finding : infected.findings()) {
                    System.out.println(finding.name() + " " + file);
                }
            }
            case ScanOutcome.Incomplete incomplete -> System.out.println("error: " + file + " " + incomplete.reasons());
            case ScanOutcome.Failed failed -> System.out.println("error: " + file + " " + failed.reason());
        }
    }
}
