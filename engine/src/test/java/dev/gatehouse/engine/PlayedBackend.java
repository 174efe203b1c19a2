package dev.gatehouse.engine;

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
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;

/** A backend that is what the test says, and may be told to be something else while it is in use. */
final class PlayedBackend implements Backend {

    static final ScanOutcome CLEAN = new ScanOutcome.Clean();

    volatile BiFunction<Subject, ScanContext, ScanOutcome> answer = (_, _) -> CLEAN;
    volatile Health health = new Health.Ready();
    volatile String signatures = "1";
    volatile Optional<Instant> signatureTime = Optional.empty();
    volatile boolean closed;
    final AtomicInteger questions = new AtomicInteger();
    final AtomicInteger healthQuestions = new AtomicInteger();
    private final Set<Capability> capabilities;

    PlayedBackend(Capability... capabilities) {
        this.capabilities = Set.of(capabilities);
    }

    /** One that is given every part. */
    static PlayedBackend matching() {
        return new PlayedBackend(Capability.MATCHES_PARTS);
    }

    /** One that is given the whole file, and waits for a peer. */
    static PlayedBackend remote() {
        return new PlayedBackend(Capability.UNPACKS, Capability.WAITS);
    }

    static ScanOutcome found(String name) {
        return new ScanOutcome.Infected(List.of(Finding.named(name)), List.of());
    }

    static ScanOutcome failed(ReasonCode code) {
        return new ScanOutcome.Failed(new Reason(code, "as the test says"));
    }

    PlayedBackend answering(ScanOutcome outcome) {
        answer = (_, _) -> outcome;
        return this;
    }

    @Override
    public BackendIdentity identity() {
        return new BackendIdentity("Gatehouse", "played", "1", signatures, signatureTime, capabilities);
    }

    @Override
    public ScanOutcome scan(Subject subject, ScanContext context) {
        questions.incrementAndGet();
        return answer.apply(subject, context);
    }

    @Override
    public Health health() {
        healthQuestions.incrementAndGet();
        return health;
    }

    @Override
    public void close() {
        closed = true;
    }
}
