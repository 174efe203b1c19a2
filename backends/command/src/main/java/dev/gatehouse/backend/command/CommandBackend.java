package dev.gatehouse.backend.command;

import dev.gatehouse.spi.Backend;
import dev.gatehouse.spi.BackendIdentity;
import dev.gatehouse.spi.Capability;
import dev.gatehouse.spi.Deadline;
import dev.gatehouse.spi.Health;
import dev.gatehouse.spi.Reason;
import dev.gatehouse.spi.ReasonCode;
import dev.gatehouse.spi.ScanContext;
import dev.gatehouse.spi.ScanOutcome;
import dev.gatehouse.spi.Subject;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Judges subjects by what a command-line scanner prints. */
final class CommandBackend implements Backend {

    /** Asking a scanner who it is may cost it as much as a scan. */
    private static final Duration VERSION_HOLDS = Duration.ofSeconds(10);

    private final CommandSettings settings;
    private final Identification identification;
    private final Runs runs;
    private final WorkFolder folder;
    private volatile Asked asked;

    /** An answer and when it was given. */
    private record Asked(Identification.Version version, long nanos) {}

    CommandBackend(
            CommandSettings settings,
            Identification identification,
            Identification.Version version,
            Runs runs,
            WorkFolder folder) {
        this.settings = settings;
        this.identification = identification;
        this.asked = new Asked(version, System.nanoTime());
        this.runs = runs;
        this.folder = folder;
    }

    /** Asks the scanner, unless it was asked within the last ten seconds. */
    @Override
    public BackendIdentity identity() {
        if (!runs.closed() && System.nanoTime() - asked.nanos() > VERSION_HOLDS.toNanos()) {
            try {
                asked = new Asked(identification.version(), System.nanoTime());
            } catch (IOException e) {
                // what it said last holds until it can be asked again; scans say that it cannot be run
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        Profile profile = settings.profile();
        Identification.Version version = asked.version();
        return new BackendIdentity(
                profile.vendor(),
                profile.product(),
                version.engine(),
                version.signatures(),
                version.time(),
                capabilities(profile));
    }

    private static Set<Capability> capabilities(Profile profile) {
        Set<Capability> able =
                EnumSet.of(Capability.WAITS, profile.unpacks() ? Capability.UNPACKS : Capability.MATCHES_PARTS);
        if (profile.canReportAll()) {
            able.add(Capability.ALL_MATCHES);
        }
        return able;
    }

    @Override
    public ScanOutcome scan(Subject subject, ScanContext context) {
        Deadline deadline = context.deadline();
        OptionalLong largest = settings.profile().largest();
        if (largest.isPresent() && subject.size() > largest.getAsLong()) {
            return limit("%s looks at %d bytes at most, these are %d"
                    .formatted(settings.profile().product(), largest.getAsLong(), subject.size()));
        }
        if (deadline.expired()) {
            return over(deadline);
        }
        try (WorkFolder.Loan loan =
                folder.lend(subject, settings.largestCopy(), () -> deadline.expired() || runs.closed())) {
            CompletableFuture<ScanOutcome> outcome = new CompletableFuture<>();
            runs.submit(new Runs.Request(loan.path(), context.allMatches(), outcome));
            return await(outcome, deadline);
        } catch (WorkFolder.TooLargeException e) {
            return limit("the part has %d bytes; %d are copied to a file at most (largest-copy-mib)"
                    .formatted(subject.size(), settings.largestCopy()));
        } catch (IOException e) {
            if (deadline.expired()) {
                return over(deadline);
            }
            return runs.closed()
                    ? Runs.failed(ReasonCode.BACKEND_UNAVAILABLE, "the backend was closed")
                    : Runs.failed(ReasonCode.CHANGED_DURING_SCAN, String.valueOf(e.getMessage()));
        }
    }

    /** Giving up completes the outcome, by which the run ends if nobody else waits for it. */
    private static ScanOutcome await(CompletableFuture<ScanOutcome> outcome, Deadline deadline) {
        try (Deadline.Registration _ = deadline.onCancel(() -> outcome.complete(over(deadline)))) {
            return outcome.get(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            outcome.complete(over(deadline));
            return over(deadline);
        } catch (InterruptedException e) {
            outcome.complete(over(deadline));
            Thread.currentThread().interrupt();
            return Runs.failed(ReasonCode.CANCELLED, "the scan was interrupted");
        } catch (ExecutionException | CancellationException e) {
            throw new IllegalStateException("outcomes are completed with outcomes", e);
        }
    }

    private static ScanOutcome over(Deadline deadline) {
        return deadline.cancelled()
                ? Runs.failed(ReasonCode.CANCELLED, "the scan was ended before the scanner was done")
                : Runs.failed(ReasonCode.BACKEND_TIMEOUT, "the time was over before the scanner was done");
    }

    private static ScanOutcome limit(String detail) {
        return new ScanOutcome.Incomplete(List.of(new Reason(ReasonCode.BACKEND_LIMIT, detail)));
    }

    @Override
    public Health health() {
        if (runs.closed()) {
            return new Health.Unavailable("the backend was closed");
        }
        return Files.isExecutable(settings.program())
                ? new Health.Ready()
                : new Health.Unavailable(settings.program() + " is not there or cannot be run");
    }

    /** What is run, and whether all that it starts can be ended. */
    @Override
    public List<String> remarks() {
        String how = "runs %s, %d at once, %d files a run at most"
                .formatted(
                        settings.program(),
                        settings.concurrency(),
                        settings.profile().batch());
        return ChildProcess.endsGroups()
                ? List.of(how)
                : List.of(how, "what it leaves behind cannot be ended: setsid is not there (package util-linux)");
    }

    @Override
    public void close() {
        runs.close();
        delete(folder);
    }

    /** As far as it can be: a scanner that is being ended may still write. */
    static void delete(WorkFolder folder) {
        try {
            folder.close();
        } catch (IOException e) {
            // what is left is in the temporary folder, for this user alone
        }
    }
}
