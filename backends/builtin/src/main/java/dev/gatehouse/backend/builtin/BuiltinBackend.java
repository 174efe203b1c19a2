package dev.gatehouse.backend.builtin;

import dev.gatehouse.signatures.Match;
import dev.gatehouse.signatures.Matches;
import dev.gatehouse.signatures.SignatureDatabase;
import dev.gatehouse.spi.Backend;
import dev.gatehouse.spi.BackendIdentity;
import dev.gatehouse.spi.Finding;
import dev.gatehouse.spi.Health;
import dev.gatehouse.spi.Reason;
import dev.gatehouse.spi.ReasonCode;
import dev.gatehouse.spi.ScanContext;
import dev.gatehouse.spi.ScanOutcome;
import dev.gatehouse.spi.Subject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Judges parts with one or more {@link SignatureDatabase}s. */
final class BuiltinBackend implements Backend {

    private final BackendIdentity identity;
    private final MatcherPool matchers;

    BuiltinBackend(BackendIdentity identity, List<SignatureDatabase> databases) {
        this.identity = identity;
        this.matchers = new MatcherPool(databases);
    }

    @Override
    public BackendIdentity identity() {
        return identity;
    }

    @Override
    public ScanOutcome scan(Subject subject, ScanContext context) {
        Optional<MatcherPool.Lease> lease = matchers.lease();
        if (lease.isEmpty()) {
            return new ScanOutcome.Failed(new Reason(ReasonCode.BACKEND_UNAVAILABLE, "the backend was closed"));
        }
        try (MatcherPool.Lease held = lease.get()) {
            return judge(held, subject, context);
        } catch (IOException e) {
            return new ScanOutcome.Failed(new Reason(ReasonCode.CHANGED_DURING_SCAN, message(e)));
        }
    }

    private ScanOutcome judge(MatcherPool.Lease held, Subject subject, ScanContext context) throws IOException {
        Matches found = held.match(
                new SubjectSpecimen(subject),
                context.allMatches(),
                () -> context.deadline().expired() || matchers.closed());
        if (!found.matches().isEmpty() && trusted(held, subject)) {
            return found.end() == Matches.End.STOPPED ? incomplete(stopReasons(context)) : new ScanOutcome.Clean();
        }
        List<Reason> reasons = switch (found.end()) {
            case COMPLETE, FIRST_MATCH -> List.of();
            case BOUND_REACHED ->
                List.of(
                        new Reason(
                                ReasonCode.LIMIT_MATCHES,
                                "the bytes are made to be slow to search: partial matches or overlapping sections without end"));
            case STOPPED -> stopReasons(context);
        };
        if (!found.matches().isEmpty()) {
            return new ScanOutcome.Infected(findings(found.matches()), reasons);
        }
        return reasons.isEmpty() ? new ScanOutcome.Clean() : incomplete(reasons);
    }

    /** A part is trusted by its own digest or by that of anything it came out of. */
    private static boolean trusted(MatcherPool.Lease held, Subject subject) throws IOException {
        Optional<Subject> level = Optional.of(subject);
        while (level.isPresent()) {
            if (held.trusts(new SubjectSpecimen(level.get()))) {
                return true;
            }
            level = level.get().container();
        }
        return false;
    }

    private List<Reason> stopReasons(ScanContext context) {
        if (matchers.closed()) {
            return List.of(new Reason(ReasonCode.BACKEND_UNAVAILABLE, "the backend was closed during the scan"));
        }
        return List.of(
                context.deadline().cancelled()
                        ? new Reason(ReasonCode.CANCELLED, "the scan was ended while bytes were matched")
                        : new Reason(ReasonCode.LIMIT_TIME, "the time was over while bytes were matched"));
    }

    private static ScanOutcome incomplete(List<Reason> reasons) {
        return new ScanOutcome.Incomplete(reasons);
    }

    private static List<Finding> findings(List<Match> matches) {
        List<Finding> findings = new ArrayList<>(matches.size());
        for (Match match : matches) {
            findings.add(Finding.at(match.name(), match.offset()));
        }
        return findings;
    }

    private static String message(IOException e) {
        return e.getMessage() == null ? "the bytes could not be read" : e.getMessage();
    }

    @Override
    public Health health() {
        return matchers.closed() ? new Health.Unavailable("the backend was closed") : new Health.Ready();
    }

    @Override
    public void close() {
        matchers.close();
    }
}
