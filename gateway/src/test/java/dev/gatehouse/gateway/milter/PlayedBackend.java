package dev.gatehouse.gateway.milter;

import dev.gatehouse.spi.Backend;
import dev.gatehouse.spi.BackendIdentity;
import dev.gatehouse.spi.Capability;
import dev.gatehouse.spi.Finding;
import dev.gatehouse.spi.Health;
import dev.gatehouse.spi.Reason;
import dev.gatehouse.spi.ReasonCode;
import dev.gatehouse.spi.ScanContext;
import dev.gatehouse.spi.ScanOutcome;
import dev.gatehouse.spi.Subject;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A backend that says what the test wants, as late as the test wants, and remembers what it saw. */
final class PlayedBackend implements Backend {

    static final ScanOutcome DOWN =
            new ScanOutcome.Failed(new Reason(ReasonCode.BACKEND_UNAVAILABLE, "it is not there"));

    volatile ScanOutcome answer = new ScanOutcome.Clean();
    private volatile String seen = "";
    private volatile Duration time = Duration.ZERO;
    private volatile CountDownLatch released = new CountDownLatch(0);
    private final CountDownLatch scanning = new CountDownLatch(1);
    final CountDownLatch cancelled = new CountDownLatch(1);

    static ScanOutcome found(String name) {
        return new ScanOutcome.Infected(List.of(Finding.named(name)), List.of());
    }

    static ScanOutcome incomplete(ReasonCode code) {
        return new ScanOutcome.Incomplete(List.of(new Reason(code, "as the test says")));
    }

    /** Lets no scan end before {@link #release}, but for its cancellation. */
    void hold() {
        released = new CountDownLatch(1);
    }

    void lasts(Duration each) {
        time = each;
        hold();
    }

    void release() {
        released.countDown();
    }

    void awaitScan() {
        try {
            if (!scanning.await(10, TimeUnit.SECONDS)) {
                throw new AssertionError("no scan began");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** The last subject, byte for byte. */
    String seen() {
        return seen;
    }

    @Override
    public BackendIdentity identity() {
        return new BackendIdentity("Gatehouse", "played", "1", "1", Optional.empty(), Set.of(Capability.UNPACKS));
    }

    @Override
    public ScanOutcome scan(Subject subject, ScanContext context) {
        try {
            byte[] all = new byte[(int) subject.size()];
            subject.read(0, all, 0, all.length);
            seen = Mails.text(all);
            CountDownLatch end = released;
            if (end.getCount() > 0) {
                wait(context, end);
                if (context.deadline().cancelled()) {
                    cancelled.countDown();
                    return incomplete(ReasonCode.CANCELLED);
                }
            }
            return answer;
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void wait(ScanContext context, CountDownLatch end) throws InterruptedException {
        CountDownLatch either = new CountDownLatch(1);
        try (var _ = context.deadline().onCancel(either::countDown)) {
            Thread.ofVirtual().start(() -> {
                try {
                    var _ = time.isZero()
                            ? end.await(10, TimeUnit.SECONDS)
                            : end.await(time.toMillis(), TimeUnit.MILLISECONDS);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                } finally {
                    either.countDown();
                }
            });
            scanning.countDown();
            either.await();
        }
    }

    @Override
    public Health health() {
        return new Health.Ready();
    }

    @Override
    public void close() {
        release();
    }
}
