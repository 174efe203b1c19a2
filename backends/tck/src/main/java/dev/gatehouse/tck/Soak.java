package dev.gatehouse.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.spi.Backend;
import dev.gatehouse.spi.Deadline;
import dev.gatehouse.spi.Finding;
import dev.gatehouse.spi.Reason;
import dev.gatehouse.spi.ReasonCode;
import dev.gatehouse.spi.ScanContext;
import dev.gatehouse.spi.ScanOutcome;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * Many scans at once for some time, while the backend's peer is ended and started again and again: every scan must end
 * with an outcome, none with an exception, none with a wrong verdict, and memory must stay flat. For any backend; one
 * without a peer is scanned with and no more.
 *
 * @param backend the backend, open
 * @param claims the sample it detects, its peer, and its patience with one scan
 * @param threads how many scans at once
 * @param time how long
 * @param restarts how often the peer is ended and started again, spread over the time
 */
public record Soak(Backend backend, Claims claims, int threads, Duration time, int restarts) {

    /** The system property that sets the time in seconds: 60 where a release is proven. */
    public static final String SECONDS_PROPERTY = "gatehouse.soak.seconds";

    private static final int DEFAULT_SECONDS = 8;
    private static final int THREADS = 64;
    private static final int RESTARTS = 10;

    private static final int LARGEST_BYTES = 1 << 18;
    private static final int COMPLAINTS_SHOWN = 5;

    /** What may be held more at the end than when all was warm: caches that fill, not leaks. */
    private static final long HELD_MOST_BYTES = 48L << 20;

    /** 64 scans at once, ten restarts, for the time that {@link #SECONDS_PROPERTY} sets, or a short one. */
    public static Soak of(Backend backend, Claims claims) {
        int seconds = Integer.getInteger(SECONDS_PROPERTY, DEFAULT_SECONDS);
        return new Soak(backend, claims, THREADS, Duration.ofSeconds(seconds), RESTARTS);
    }

    /**
     * What came of it.
     *
     * @param clean how many scans ended with Clean
     * @param infected how many with Infected
     * @param incomplete how many with Incomplete
     * @param failed how many with Failed
     * @param reasons how many of the incomplete and the failed had which reason first
     * @param restarts how often the peer was ended and started again
     * @param heldInHeap how many bytes more of the heap were alive at the end than when all was warm
     * @param residentHalfway what the process had of memory that is not a file's after half of the time, in bytes
     * @param residentAtEnd what it had at the end
     */
    public record Tally(
            long clean,
            long infected,
            long incomplete,
            long failed,
            Map<ReasonCode, Long> reasons,
            int restarts,
            long heldInHeap,
            long residentHalfway,
            long residentAtEnd) {

        /** Copies the reasons. */
        public Tally {
            reasons = Map.copyOf(reasons);
        }

        /** How many scans there were. */
        public long scans() {
            return clean + infected + incomplete + failed;
        }

        @Override
        public String toString() {
            Map<String, Long> sorted = new TreeMap<>();
            reasons.forEach((code, count) -> sorted.put(code.id(), count));
            return "%d scans: %d clean, %d infected, %d incomplete, %d failed %s; %d restarts; heap %+d KiB; resident %d MiB halfway, %d MiB at the end"
                    .formatted(
                            scans(),
                            clean,
                            infected,
                            incomplete,
                            failed,
                            sorted,
                            restarts,
                            heldInHeap >> 10,
                            residentHalfway >> 20,
                            residentAtEnd >> 20);
        }
    }

    /**
     * Runs it, logs what came of it in one line, and fails the test for anything that must not be.
     *
     * @return what came of it
     */
    public Tally run() throws Exception {
        Course course = new Course(this);
        // what one scan leaves behind for the next is not a leak
        course.scan(new Random(1), 0);
        course.scan(new Random(2), 1);
        MemoryWatch memory = new MemoryWatch();
        try (ExecutorService executor = Executors.newThreadPerTaskExecutor(
                Thread.ofPlatform().daemon().name("soak-", 0).factory())) {
            try {
                for (int i = 0; i < threads; i++) {
                    Random random = new Random(i);
                    executor.execute(() -> course.scanOn(random));
                }
                executor.execute(course::lookHalfway);
                restartPeer(course);
            } finally {
                course.over.countDown();
                executor.shutdown();
                assertTrue(
                        executor.awaitTermination(
                                claims.patience().plus(Bench.HANGS).toSeconds(), TimeUnit.SECONDS),
                        "a scan has not ended long after its deadline");
            }
        }
        memory.lookAtHeap();
        memory.lookOutsideHeap();
        Tally tally = course.tally(memory);
        System.getLogger(Soak.class.getName())
                .log(Level.INFO, () -> backend.identity().product() + ", " + time.toSeconds() + " s: " + tally);
        assertEquals(
                List.of(), course.complaints.stream().limit(COMPLAINTS_SHOWN).toList(), "complaints");
        assertTrue(tally.infected() > 0 && tally.clean() > 0, () -> "nothing was judged: " + tally);
        memory.assertHeldAtMost(HELD_MOST_BYTES);
        return tally;
    }

    private void restartPeer(Course course) throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        if (claims.peer().isEmpty()) {
            never.await(time.toMillis(), TimeUnit.MILLISECONDS);
            return;
        }
        Peer peer = claims.peer().get();
        long begin = System.nanoTime();
        for (int i = 1; i <= restarts; i++) {
            // the last restart leaves time to see that all is well again
            long due = time.toNanos() / (restarts + 1) * i - (System.nanoTime() - begin);
            never.await(due, TimeUnit.NANOSECONDS);
            peer.stop();
            peer.start();
            course.restarts++;
        }
        never.await(time.toNanos() - (System.nanoTime() - begin), TimeUnit.NANOSECONDS);
    }

    /** What the threads share. */
    private static final class Course {

        private final Soak soak;
        private final byte[] infected;
        private final CountDownLatch over = new CountDownLatch(1);
        private final Queue<String> complaints = new ConcurrentLinkedQueue<>();
        private final LongAdder clean = new LongAdder();
        private final LongAdder found = new LongAdder();
        private final LongAdder incomplete = new LongAdder();
        private final LongAdder failed = new LongAdder();
        private final Map<ReasonCode, LongAdder> reasons = new ConcurrentHashMap<>();
        private final AtomicLong residentHalfway = new AtomicLong();
        private int restarts;

        Course(Soak soak) {
            this.soak = soak;
            this.infected = soak.claims.infected().bytes();
        }

        void scanOn(Random random) {
            for (int i = 0; over.getCount() > 0; i++) {
                scan(random, i);
            }
        }

        void lookHalfway() {
            try {
                boolean _ = over.await(soak.time.toMillis() / 2, TimeUnit.MILLISECONDS);
                residentHalfway.set(MemoryWatch.residentNow());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        /** Every second subject is infected. */
        void scan(Random random, int number) {
            boolean isInfected = number % 2 == 0;
            TestSubject subject =
                    isInfected ? TestSubject.of("sample.com", infected) : TestSubject.of("letter", letter(random));
            ScanContext context = new ScanContext(Deadline.after(soak.claims.patience()), number % 8 == 0);
            try {
                judge(isInfected, soak.backend.scan(subject, context));
            } catch (Throwable e) {
                complaints.add("scan threw " + e + " at " + Arrays.toString(e.getStackTrace()));
            }
        }

        private static byte[] letter(Random random) {
            byte[] bytes = new byte[1 + random.nextInt(random.nextInt(8) == 0 ? LARGEST_BYTES : 2000)];
            Arrays.fill(bytes, (byte) ('a' + random.nextInt(26)));
            return bytes;
        }

        private void judge(boolean isInfected, ScanOutcome outcome) {
            switch (outcome) {
                case ScanOutcome.Clean() -> {
                    clean.increment();
                    if (isInfected) {
                        complaints.add("called the infected sample clean");
                    }
                }
                case ScanOutcome.Infected(List<Finding> findings, var besides) -> {
                    found.increment();
                    if (!isInfected) {
                        complaints.add("found " + findings + " in a clean letter, " + besides);
                    } else if (!soak.claims
                            .infected()
                            .names()
                            .contains(findings.getFirst().name())) {
                        complaints.add("found " + findings + ", which is none of the names claimed");
                    }
                }
                case ScanOutcome.Incomplete(var why) -> {
                    incomplete.increment();
                    count(why.getFirst());
                    if (soak.claims.peer().isEmpty()) {
                        complaints.add("incomplete without a peer that was ended: " + why);
                    }
                }
                case ScanOutcome.Failed(var reason) -> {
                    failed.increment();
                    count(reason);
                    if (soak.claims.peer().isEmpty()) {
                        complaints.add("failed without a peer that was ended: " + reason);
                    }
                }
            }
        }

        private void count(Reason reason) {
            reasons.computeIfAbsent(reason.code(), _ -> new LongAdder()).increment();
        }

        Tally tally(MemoryWatch memory) {
            Map<ReasonCode, Long> counts = new EnumMap<>(ReasonCode.class);
            reasons.forEach((code, count) -> counts.put(code, count.sum()));
            return new Tally(
                    clean.sum(),
                    found.sum(),
                    incomplete.sum(),
                    failed.sum(),
                    counts,
                    restarts,
                    memory.heldInHeap(),
                    residentHalfway.get(),
                    MemoryWatch.residentNow());
        }
    }
}
