package dev.gatehouse.backend.yara;

import dev.gatehouse.spi.Backend;
import dev.gatehouse.spi.BackendIdentity;
import dev.gatehouse.spi.Deadline;
import dev.gatehouse.spi.Finding;
import dev.gatehouse.spi.Health;
import dev.gatehouse.spi.Reason;
import dev.gatehouse.spi.ReasonCode;
import dev.gatehouse.spi.ScanContext;
import dev.gatehouse.spi.ScanOutcome;
import dev.gatehouse.spi.Subject;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;

/** Judges parts by YARA rules. */
final class YaraBackend implements Backend {

    private final BackendIdentity identity;
    private final ScannerPool scanners;
    private final ScanLimits limits;
    private final SearchThreads threads = new SearchThreads();

    YaraBackend(BackendIdentity identity, ScannerPool scanners, ScanLimits limits) {
        this.identity = identity;
        this.scanners = scanners;
        this.limits = limits;
    }

    @Override
    public BackendIdentity identity() {
        return identity;
    }

    @Override
    public ScanOutcome scan(Subject subject, ScanContext context) {
        if (subject.size() > limits.maxBytes()) {
            return incomplete(
                    ReasonCode.BACKEND_LIMIT,
                    "the part has " + subject.size() + " bytes, and the limit of this backend is " + limits.maxBytes());
        }
        try {
            Optional<ScannerPool.Lease> lease = scanners.lease();
            return lease.isEmpty() ? closed() : judge(lease.get(), subject, context);
        } catch (IllegalStateException e) {
            return failed(String.valueOf(e.getMessage()));
        } catch (OutOfMemoryError _) {
            return failed("there is no memory for a copy of " + subject.size() + " bytes");
        }
    }

    private ScanOutcome judge(ScannerPool.Lease held, Subject subject, ScanContext context) {
        Deadline deadline = context.deadline().within(limits.timeout());
        boolean handedOver = false;
        try {
            MemorySegment bytes = held.copy().of(subject, () -> deadline.expired() || scanners.closed());
            if (deadline.expired()) {
                return stopped(context);
            }
            Search search = held.search(bytes, context.allMatches());
            if (limits.inPlace(bytes.byteSize())) {
                try (Deadline.Registration _ = deadline.onCancel(search::stop)) {
                    return outcome(search.run(deadline.remaining().toNanos()), context);
                }
            }
            handedOver = true;
            return threads.run(search, held, deadline)
                    .map(result -> outcome(result, context))
                    .orElseGet(() -> stopped(context));
        } catch (NativeCopy.StoppedException _) {
            return stopped(context);
        } catch (NativeCopy.NoSpaceException e) {
            return incomplete(ReasonCode.NO_SPACE, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return new ScanOutcome.Failed(new Reason(
                    ReasonCode.CHANGED_DURING_SCAN,
                    e.getMessage() == null ? "the bytes could not be read" : e.getMessage()));
        } finally {
            if (!handedOver) {
                held.close();
            }
        }
    }

    private ScanOutcome outcome(SearchResult result, ScanContext context) {
        if (result.stopped() || result.status() == YaraStatus.SCAN_TIMEOUT) {
            return stopped(context);
        }
        if (result.failure().isPresent()) {
            return failed(
                    "what was found could not be read: " + result.failure().get());
        }
        if (YaraStatus.isLimit(result.status())) {
            return incomplete(ReasonCode.BACKEND_LIMIT, failure(result));
        }
        if (result.status() != YaraStatus.SUCCESS) {
            return failed(failure(result));
        }
        List<Finding> findings = result.findings();
        List<String> reached = result.limits();
        if (findings.isEmpty() && reached.isEmpty()) {
            return new ScanOutcome.Clean();
        }
        List<Reason> reasons = reached.stream()
                .map(limit -> new Reason(ReasonCode.BACKEND_LIMIT, limit))
                .toList();
        if (!findings.isEmpty()) {
            return new ScanOutcome.Infected(findings, reasons);
        }
        return new ScanOutcome.Incomplete(reasons);
    }

    private static String failure(SearchResult result) {
        return result.rule().map(rule -> "rule " + rule + ": ").orElse("") + YaraStatus.describe(result.status());
    }

    private ScanOutcome stopped(ScanContext context) {
        if (scanners.closed()) {
            return closed();
        }
        if (context.deadline().cancelled()) {
            return incomplete(ReasonCode.CANCELLED, "the scan was ended while rules were matched");
        }
        return context.deadline().expired()
                ? incomplete(ReasonCode.LIMIT_TIME, "the time was over while rules were matched")
                : incomplete(
                        ReasonCode.BACKEND_TIMEOUT,
                        "the rules took longer than the " + limits.timeout().toMillis() + " ms allowed");
    }

    private static ScanOutcome closed() {
        return new ScanOutcome.Failed(new Reason(ReasonCode.BACKEND_UNAVAILABLE, "the backend was closed"));
    }

    private static ScanOutcome failed(String detail) {
        return new ScanOutcome.Failed(new Reason(ReasonCode.BACKEND_ERROR, detail));
    }

    private static ScanOutcome incomplete(ReasonCode code, String detail) {
        return new ScanOutcome.Incomplete(List.of(new Reason(code, detail)));
    }

    @Override
    public Health health() {
        return scanners.closed() ? new Health.Unavailable("the backend was closed") : new Health.Ready();
    }

    @Override
    public void close() {
        scanners.close();
        threads.close();
    }
}
