package dev.gatehouse.backend.yara;

import dev.gatehouse.spi.Backend;
import dev.gatehouse.spi.BackendUnavailableException;
import dev.gatehouse.spi.ScanOutcome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The process in which tests do what may end or hang one. */
final class ScanningChild {

    private static final int THREADS = 4;
    private static final int LEAST_TURNS = 2;
    private static final long CROWD_NANOS = 2_000_000_000L;

    private ScanningChild() {}

    public static void main(String[] arguments) throws Exception {
        Path rules = Path.of(arguments[1]);
        switch (arguments[0]) {
            case "scan" -> scan(rules);
            case "crowd" -> crowd(rules);
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    private static void scan(Path rules) {
        try (Backend backend =
                new YaraProvider().open(Backends.configuration(Map.of("rules", List.of(rules.toString()))))) {
            System.out.println(Backends.scan(backend, "x"));
        } catch (BackendUnavailableException e) {
            System.out.println(e.getMessage());
            System.exit(3);
        }
    }

    /**
     * Scans on several threads while others make the virtual machine use its signals: collections, and null checks. Goes
     * on until each of them had its turns, however slow the machine.
     */
    private static void crowd(Path rules) throws Exception {
        try (Backend backend = Backends.trusted(rules)) {
            long end = System.nanoTime() + CROWD_NANOS;
            Queue<ScanOutcome> wrong = new ConcurrentLinkedQueue<>();
            AtomicLong nulls = new AtomicLong();
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                byte[] content = new byte[200_000];
                new Random(i).nextBytes(content);
                System.arraycopy(new byte[] {'a', '1', '2', '3', 'x'}, 0, content, 1000 * i, 5);
                threads.add(Thread.ofPlatform().start(() -> {
                    for (int turn = 0; turn < LEAST_TURNS || System.nanoTime() < end; turn++) {
                        ScanOutcome outcome = Backends.scan(backend, content);
                        if (!(outcome instanceof ScanOutcome.Infected)) {
                            wrong.add(outcome);
                        }
                    }
                }));
            }
            threads.add(Thread.ofPlatform().start(() -> {
                for (int turn = 0; turn < LEAST_TURNS || System.nanoTime() < end; turn++) {
                    nulls.addAndGet(nulls(new String[] {"word", null}));
                }
            }));
            while (threads.stream().anyMatch(Thread::isAlive)) {
                System.gc();
            }
            boolean well = wrong.isEmpty() && nulls.get() >= LEAST_TURNS;
            System.out.println(well ? "all went well" : nulls + " null checks, and not infected: " + wrong);
        }
    }

    private static int nulls(@Nullable String[] words) {
        int found = 0;
        for (String word : words) {
            try {
                found += length(word) > 100 ? 1 : 0;
            } catch (NullPointerException _) {
                found++;
            }
        }
        return found;
    }

    @SuppressWarnings("NullAway") // the exception is the point: a signal, in compiled code
    private static int length(@Nullable String word) {
        return word.length();
    }
}
