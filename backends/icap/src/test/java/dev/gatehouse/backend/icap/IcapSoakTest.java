package dev.gatehouse.backend.icap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.spi.Backend;
import dev.gatehouse.spi.ScanOutcome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many scans at once while the server dies and comes back. */
class IcapSoakTest {

    private static final int SCANS_AT_ONCE = 64;
    private static final int DEATHS = 5;
    private static final int SCANS_BETWEEN_DEATHS = 300;

    @Test
    void everyScanEndsWithATrueOutcomeWhileTheServerIsKilledAgainAndAgain(@TempDir Path folder) throws Exception {
        byte[] infected = Arrays.copyOf(CIcap.eicar().bytes(), 20_000);
        byte[] clean = new byte[20_000];
        AtomicLong scans = new AtomicLong();
        AtomicLong judged = new AtomicLong();
        CountDownLatch end = new CountDownLatch(1);
        try (CIcap server = CIcap.start(folder);
                Backend backend = Backends.open(server.url("avscan"), "profile", "c-icap");
                ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> scanners = new ArrayList<>();
            for (int i = 0; i < SCANS_AT_ONCE; i++) {
                boolean sick = i % 2 == 0;
                scanners.add(executor.submit(() -> {
                    while (end.getCount() > 0) {
                        ScanOutcome outcome = Backends.scan(backend, sick ? infected : clean);
                        scans.incrementAndGet();
                        if (!(outcome instanceof ScanOutcome.Failed)) {
                            judged.incrementAndGet();
                            assertThat(Backends.said(outcome))
                                    .isEqualTo(sick ? "Infected " + CIcap.EICAR_NAME : "Clean");
                        }
                    }
                }));
            }
            for (int i = 0; i < DEATHS; i++) {
                awaitAtLeast(judged, judged.get() + SCANS_BETWEEN_DEATHS, scanners);
                server.stop();
                server.start();
            }
            awaitAtLeast(judged, judged.get() + SCANS_BETWEEN_DEATHS, scanners);
            end.countDown();
            for (Future<?> scanner : scanners) {
                scanner.get();
            }
            assertThat(judged.get()).isGreaterThan(DEATHS * SCANS_BETWEEN_DEATHS);
        }
    }

    /** Until so many files were judged, or a scanner ended, which it does only when it saw something wrong. */
    private static void awaitAtLeast(AtomicLong count, long most, List<Future<?>> scanners) {
        while (count.get() < most && scanners.stream().noneMatch(Future::isDone)) {
            LockSupport.parkNanos(1_000_000);
        }
    }
}
