package dev.gatehouse.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.spi.Backend;
import dev.gatehouse.spi.BackendConfiguration;
import dev.gatehouse.spi.ReasonCode;
import dev.gatehouse.spi.ScanContext;
import dev.gatehouse.spi.ScanOutcome;
import dev.gatehouse.spi.Subject;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A soak that lets everything pass is worth nothing either. */
@Timeout(60)
class SoakTest {

    private static final int RESTARTS = 3;

    /** A peer that comes back when it has been missed. */
    private static final class MissedPeer implements Peer {

        private final Semaphore misses = new Semaphore(0);
        private volatile boolean away;

        @Override
        public void stop() {
            misses.drainPermits();
            away = true;
        }

        @Override
        public void start() throws InterruptedException {
            misses.acquire();
            away = false;
        }

        /** A backend that does everything right while the peer is there, and this when it is not. */
        Behaviour orElse(Supplier<ScanOutcome> instead) {
            return new Behaviour() {
                @Override
                public ScanOutcome scan(Subject subject, ScanContext context, AtomicBoolean closed) {
                    if (!away) {
                        return Behaviour.RIGHT.scan(subject, context, closed);
                    }
                    try {
                        return instead.get();
                    } finally {
                        misses.release();
                    }
                }
            };
        }
    }

    private final MissedPeer peer = new MissedPeer();
    private final Claims claims = Claims.detects(Behaviour.SAMPLE);

    private static Soak.Tally soak(Behaviour behaviour, Claims claims) throws Exception {
        try (Backend backend = new NeedleProvider(behaviour).open(new BackendConfiguration("needles", Map.of()))) {
            return new Soak(backend, claims, 4, Duration.ofMillis(400), RESTARTS).run();
        }
    }

    @Test
    void tellsWhatScansEndedWith() throws Exception {
        Soak.Tally tally = soak(peer.orElse(ToyPeer::unavailable), claims.withPeer(peer));

        assertThat(tally.clean()).isPositive();
        assertThat(tally.infected()).isPositive();
        assertThat(tally.failed()).isGreaterThanOrEqualTo(RESTARTS);
        assertThat(tally.reasons()).isEqualTo(Map.of(ReasonCode.BACKEND_UNAVAILABLE, tally.failed()));
        assertThat(tally.restarts()).isEqualTo(RESTARTS);
        assertThat(tally)
                .hasToString(tally.scans() + " scans: " + tally.clean() + " clean, " + tally.infected()
                        + " infected, 0 incomplete, " + tally.failed() + " failed {backend-unavailable="
                        + tally.failed()
                        + "}; 3 restarts; heap +" + (tally.heldInHeap() >> 10) + " KiB; resident "
                        + (tally.residentHalfway() >> 20) + " MiB halfway, " + (tally.residentAtEnd() >> 20)
                        + " MiB at the end");
    }

    @Test
    void complainsOfASampleThatIsCalledCleanWhileThePeerIsAway() {
        assertThatThrownBy(() -> soak(peer.orElse(ScanOutcome.Clean::new), claims.withPeer(peer)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("called the infected sample clean");
    }

    @Test
    void complainsOfAnException() {
        Behaviour throwing = peer.orElse(() -> {
            throw new IllegalStateException("the peer is away");
        });
        assertThatThrownBy(() -> soak(throwing, claims.withPeer(peer)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("scan threw")
                .hasMessageContaining("the peer is away");
    }

    @Test
    void complainsOfAFailureThatNoPeerIsToBlameFor() {
        AtomicBoolean failed = new AtomicBoolean();
        Behaviour failing = new Behaviour() {
            @Override
            public ScanOutcome scan(Subject subject, ScanContext context, AtomicBoolean closed) {
                return failed.compareAndSet(false, true)
                        ? ToyPeer.unavailable()
                        : Behaviour.RIGHT.scan(subject, context, closed);
            }
        };
        assertThatThrownBy(() -> soak(failing, claims))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("failed without a peer");
    }

    @Test
    void complainsOfMemoryThatScansLeaveBehind() {
        Queue<byte[]> kept = new ConcurrentLinkedQueue<>();
        Semaphore room = new Semaphore(100);
        Behaviour leaking = new Behaviour() {
            @Override
            public ScanOutcome scan(Subject subject, ScanContext context, AtomicBoolean closed) {
                if (room.tryAcquire()) {
                    kept.add(new byte[1 << 20]);
                }
                return Behaviour.RIGHT.scan(subject, context, closed);
            }
        };
        assertThatThrownBy(() -> soak(leaking, claims))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("bytes of heap");
        assertThat(kept).hasSize(100);
    }
}
