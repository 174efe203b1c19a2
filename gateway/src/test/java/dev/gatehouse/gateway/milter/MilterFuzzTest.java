package dev.gatehouse.gateway.milter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** MTAs that send garbage and lie about lengths. */
@Timeout(60)
class MilterFuzzTest {

    private static final int ROUNDS = 400;
    private static final String LETTERS = "OCHMRTLNBEADUQK!";

    private Bench bench;

    @BeforeEach
    void listen() throws IOException {
        bench = Bench.on(new PlayedBackend(), MilterSettings.DEFAULT);
    }

    @AfterEach
    void end() {
        bench.close();
    }

    @Test
    void survivesRandomFramesAndServesTheNext() throws Exception {
        for (int seed = 0; seed < ROUNDS; seed++) {
            Random random = new Random(seed);
            try (Mta mta = bench.mta().negotiate(random.nextBoolean() ? 2 : 6)) {
                mta.raw(frames(random));
                if (random.nextBoolean()) {
                    mta.send('Q');
                }
            } catch (IOException e) {
                // it was cut off in the middle of it, and may be
            }
        }
        assertThat(bench.faults).isEmpty();
        try (Mta mta = bench.mta().negotiate(6)) {
            assertThat(mta.message("4A", "hello")).last().isEqualTo("c");
        }
    }

    private static byte[] frames(Random random) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int i = random.nextInt(30); i > 0; i--) {
            byte[] data = new byte[random.nextInt(random.nextInt(10) == 0 ? 2000 : 20)];
            random.nextBytes(data);
            if (data.length > 0 && random.nextInt(4) > 0) {
                data[data.length - 1] = 0;
            }
            int lie = random.nextInt(40) == 0 ? random.nextInt(200) - 100 : 0;
            all.writeBytes(Mta.numbers(1 + data.length + lie));
            all.write(LETTERS.charAt(random.nextInt(LETTERS.length())));
            all.write(data);
        }
        return all.toByteArray();
    }

    @Test
    void refusesImpossibleLengthsAtOnce() throws Exception {
        for (int length : new int[] {0, -1, Integer.MIN_VALUE, Integer.MAX_VALUE, FrameReader.MAX_LENGTH + 1}) {
            try (Mta mta = bench.mta().negotiate(6)) {
                mta.raw(Mta.numbers(length));
                assertThat(mta.closed()).isTrue();
            }
            // said after the connection is closed
            assertThat(bench.troubles.poll(5, TimeUnit.SECONDS)).contains("a frame of");
        }
        assertThat(bench.troubles).isEmpty();
    }

    @Test
    void takesTheLongestHeaderThatMayBe() throws Exception {
        try (Mta mta = bench.mta().negotiate(6)) {
            mta.send('L', Mta.texts("X", "y".repeat(FrameReader.MAX_LENGTH - 4)));
            assertThat(mta.end()).last().isEqualTo("c");
        }
    }

    @Test
    void keepsNoMemoryForWhatWasOnlyClaimed() throws Exception {
        List<Mta> liars = new ArrayList<>();
        try {
            System.gc();
            long before = used();
            for (int i = 0; i < 200; i++) {
                Mta liar = bench.mta().negotiate(6);
                liar.raw(Mta.numbers(FrameReader.MAX_LENGTH));
                liar.raw(Mails.bytes("Bsome bytes"));
                liars.add(liar);
            }
            System.gc();
            // 200 times what was claimed would be 200 MiB
            assertThat(used() - before).isLessThan(30L << 20);
        } finally {
            for (Mta liar : liars) {
                liar.close();
            }
        }
    }

    private static long used() {
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
