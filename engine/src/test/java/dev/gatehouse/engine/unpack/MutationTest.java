package dev.gatehouse.engine.unpack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.engine.content.MemoryContent;
import dev.gatehouse.engine.type.ContentTypes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Archives of every kind with bits flipped, fields overwritten, ends cut and pieces of others put in: nothing but the
 * sink's own stop leaves the border, and nothing takes much longer than its deadline. The same mutations in the same
 * order at every run; {@code -Dgatehouse.fuzz.seconds=600} runs on.
 */
final class MutationTest {

    private static final Duration TIME = Duration.ofSeconds(1);
    private static final long GRACE_SECONDS = 10;
    private static final long SECONDS = Long.getLong("gatehouse.fuzz.seconds", 15);

    @TempDir
    private Path folder;

    @Test
    void nothingLeavesTheBorderAndEverythingEnds() throws Exception {
        mutate(Seeds.all(folder));
    }

    /** Mutates these for as long as the test is given. */
    static void mutate(List<Seeds.Seed> seeds) throws InterruptedException {
        AtomicLong round = new AtomicLong();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        Thread worker = new Thread(() -> {
            try {
                while (System.nanoTime() - end < 0) {
                    mutate(seeds, round.get());
                    round.incrementAndGet();
                }
            } catch (Throwable e) {
                failure.set(new AssertionError("round " + round, e));
            }
        });
        worker.setDaemon(true);
        worker.start();
        worker.join(Duration.ofSeconds(SECONDS + GRACE_SECONDS));
        if (worker.isAlive()) {
            AssertionError hung = new AssertionError("round " + round + " does not end");
            hung.setStackTrace(worker.getStackTrace());
            throw hung;
        }
        if (failure.get() != null) {
            throw new AssertionError(failure.get());
        }
        assertThat(round.get()).as("rounds").isGreaterThan(seeds.size());
    }

    private static void mutate(List<Seeds.Seed> seeds, long round) throws IOException {
        Random random = new Random(round);
        Seeds.Seed seed = seeds.get((int) (round % seeds.size()));
        byte[] bytes = seed.bytes().clone();
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes && bytes.length > 8; i++) {
            int at = random.nextInt(bytes.length - 4);
            switch (random.nextInt(6)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[at] = (byte) random.nextInt();
                case 2 -> Arrays.fill(bytes, at, at + 4, (byte) (random.nextBoolean() ? 0xff : 0));
                case 3 -> bytes = Arrays.copyOf(bytes, at + 4);
                case 4 ->
                    bytes = splice(
                            bytes, seeds.get(random.nextInt(seeds.size())).bytes(), random);
                default ->
                    bytes = Samples.concat(Arrays.copyOf(bytes, at), Arrays.copyOfRange(bytes, at / 2, bytes.length));
            }
        }
        long start = System.nanoTime();
        RecordingSink.unpack(seed.type(), bytes, TIME, 32 << 20);
        new ContentTypes().detect(new MemoryContent(bytes, bytes.length));
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        assertThat(took).as("round %d, %s", round, seed.type()).isLessThan(TIME.plusSeconds(1));
    }

    private static byte[] splice(byte[] into, byte[] from, Random random) {
        int at = random.nextInt(into.length);
        int start = random.nextInt(from.length);
        int length = Math.min(1 + random.nextInt(200), from.length - start);
        byte[] piece = Arrays.copyOfRange(from, start, start + length);
        return Samples.concat(Arrays.copyOf(into, at), piece, Arrays.copyOfRange(into, at, into.length));
    }
}
