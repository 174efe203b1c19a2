package dev.gatehouse.cli.it;

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
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/** Finds the number of its own lineup in whatever bears the mark, and remembers whether it was asked once closed. */
final class Witness implements Backend {

    static final String MARK = "marked ";

    private final String generation;
    private final boolean remote;
    private final Runnable whenClosed;
    private final Runnable whenAskedLate;
    private final AtomicBoolean closed = new AtomicBoolean();

    Witness(String generation, boolean remote, Runnable whenClosed, Runnable whenAskedLate) {
        this.generation = generation;
        this.remote = remote;
        this.whenClosed = whenClosed;
        this.whenAskedLate = whenAskedLate;
    }

    @Override
    public BackendIdentity identity() {
        return new BackendIdentity(
                "Gatehouse",
                "witness",
                "1",
                generation,
                Optional.empty(),
                remote ? Set.of(Capability.MATCHES_PARTS, Capability.WAITS) : Set.of(Capability.MATCHES_PARTS));
    }

    @Override
    public ScanOutcome scan(Subject subject, ScanContext context) {
        if (closed.get()) {
            whenAskedLate.run();
            return new ScanOutcome.Failed(new Reason(ReasonCode.BACKEND_UNAVAILABLE, "asked after it was closed"));
        }
        try {
            byte[] head = new byte[MARK.length()];
            int count = subject.read(0, head, 0, head.length);
            return new String(head, 0, count, StandardCharsets.US_ASCII).equals(MARK)
                    ? new ScanOutcome.Infected(List.of(Finding.named("Generation-" + generation)), List.of())
                    : new ScanOutcome.Clean();
        } catch (IOException e) {
            return new ScanOutcome.Failed(new Reason(ReasonCode.BACKEND_ERROR, "cannot read"));
        }
    }

    @Override
    public Health health() {
        return new Health.Ready();
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            whenClosed.run();
        }
    }
}
