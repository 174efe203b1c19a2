package dev.gatehouse.benchmarks.gateway;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A process that does what many clients of a gateway do at once, and tells how they were served. It does as little as it
 * can, for it shares the machine with those that are measured.
 */
final class LoadClient {

    private final Door door;
    private final Conversation.Form form;
    private final LetterFile letters;
    private final AtomicInteger next = new AtomicInteger();

    private LoadClient(Door door, Conversation.Form form, LetterFile letters) {
        this.door = door;
        this.form = form;
        this.letters = letters;
    }

    /**
     * Arguments: the daemon's {@link Door}, its process id, the {@link Conversation.Form}, the file of letters, the
     * number of clients, the seconds of warm-up and those that count. What is under way at the end is waited for.
     */
    public static void main(String[] arguments) throws Exception {
        LoadClient load = new LoadClient(
                new Door(arguments[0]),
                Conversation.Form.valueOf(arguments[2]),
                LetterFile.read(Path.of(arguments[3])));
        ProcessFacts server = new ProcessFacts(Long.parseLong(arguments[1]));
        int clients = Integer.parseInt(arguments[4]);
        load.run(clients, Double.parseDouble(arguments[5]));
        double serverBefore = server.cpuSeconds();
        double ownBefore = ownCpuSeconds();
        long begin = System.nanoTime();
        List<Diary> records = load.run(clients, Double.parseDouble(arguments[6]));
        double wall = (System.nanoTime() - begin) / 1e9;
        LoadResult result = LoadResult.of(
                wall,
                server.cpuSeconds() - serverBefore,
                ownCpuSeconds() - ownBefore,
                records.stream()
                        .flatMapToLong(each -> Arrays.stream(each.nanos, 0, each.count))
                        .toArray(),
                records.stream().flatMap(each -> each.wrong.stream()).toList());
        System.out.print(result.lines());
    }

    private static double ownCpuSeconds() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getProcessCpuTime() / 1e9
                : 0;
    }

    private List<Diary> run(int clients, double seconds) throws InterruptedException {
        long end = System.nanoTime() + (long) (seconds * 1e9);
        List<Diary> records = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            Diary record = new Diary();
            records.add(record);
            threads.add(Thread.ofPlatform().start(() -> send(record, end)));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        return records;
    }

    private void send(Diary record, long end) {
        try (Conversation conversation = new Conversation(door, form)) {
            while (System.nanoTime() - end < 0) {
                int number =
                        Math.floorMod(next.getAndIncrement(), letters.letters().size());
                ByteBuffer letter = letters.letters().get(number);
                long begin = System.nanoTime();
                String answer = conversation.scan(letter);
                record.add(System.nanoTime() - begin);
                if (!answer.endsWith(Letter.infected(number) ? " FOUND" : ": OK")) {
                    record.wrong.add("letter " + number + ": " + answer);
                }
            }
        } catch (IOException e) {
            record.wrong.add(String.format(Locale.ROOT, "a client ended: %s", e.getMessage()));
        }
    }

    /** What one client keeps. */
    private static final class Diary {

        private long[] nanos = new long[1024];
        private int count;
        private final Queue<String> wrong = new ConcurrentLinkedQueue<>();

        void add(long time) {
            if (count == nanos.length) {
                nanos = Arrays.copyOf(nanos, 2 * count);
            }
            nanos[count++] = time;
        }
    }
}
