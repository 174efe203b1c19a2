package dev.gatehouse.engine;

import dev.gatehouse.spi.Backend;
import dev.gatehouse.spi.BackendIdentity;
import dev.gatehouse.spi.Health;
import dev.gatehouse.spi.Reason;
import dev.gatehouse.spi.ReasonCode;
import dev.gatehouse.spi.ScanContext;
import dev.gatehouse.spi.ScanOutcome;
import dev.gatehouse.spi.Subject;
import java.util.Optional;
import java.util.Set;

/**
 * Stands where a backend should that could not be opened, so that every file says that it is missing.
 *
 * @param type what should be there
 * @param trouble why it is not
 */
record Vacancy(String type, String trouble) implements Backend {

    private static final String UNKNOWN = "unknown";

    @Override
    public BackendIdentity identity() {
        return new BackendIdentity(UNKNOWN, type, UNKNOWN, UNKNOWN, Optional.empty(), Set.of());
    }

    @Override
    public ScanOutcome scan(Subject subject, ScanContext context) {
        return new ScanOutcome.Failed(new Reason(ReasonCode.BACKEND_UNAVAILABLE, trouble));
    }

    @Override
    public Health health() {
        return new Health.Unavailable(trouble);
    }

    @Override
    public void close() {
        // nothing was opened
    }
}
