package dev.gatehouse.engine;

import dev.gatehouse.spi.Backend;
import dev.gatehouse.spi.BackendIdentity;
import dev.gatehouse.spi.Capability;
import dev.gatehouse.spi.Health;
import dev.gatehouse.spi.ScanContext;
import dev.gatehouse.spi.ScanOutcome;
import dev.gatehouse.spi.Subject;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/** Answers as the test says. */
record OddBackend(BiFunction<Subject, ScanContext, ScanOutcome> answer) implements Backend {

    @Override
    public BackendIdentity identity() {
        return new BackendIdentity("Gatehouse", "odd", "1", "1", Optional.empty(), Set.of(Capability.MATCHES_PARTS));
    }

    @Override
    public ScanOutcome scan(Subject subject, ScanContext context) {
        return answer.apply(subject, context);
    }

    @Override
    public Health health() {
        return new Health.Ready();
    }

    @Override
    public void close() {
        // holds nothing
    }
}
