package dev.gatehouse.backend.clamd;

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
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Judges subjects by what a ClamAV daemon says of them. */
final class ClamdBackend implements Backend {

    /** Clamd may be stopped under a scan; but a subject that stops it each time is not sent without end. */
    private static final int ATTEMPTS = 3;

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Daemon daemon;
    private final SessionPool sessions;
    private final Timer timer;
    private final Judgement judgement;
    private final Optional<SharedFiles> shared;
    private final boolean allMatches;
    private final Duration reconnectFor;
    private volatile DaemonVersion lastVersion;

    /**
     * Over sessions that it closes.
     *
     * @param shared what clamd sees under the same paths, if it does
     * @param allMatches whether clamd can read what is put there
     * @param reconnectFor how long a scan tries to reach clamd
     */
    ClamdBackend(
            Daemon daemon,
            DaemonVersion version,
            SessionPool sessions,
            Timer timer,
            Judgement judgement,
            Optional<SharedFiles> shared,
            boolean allMatches,
            Duration reconnectFor) {
        this.daemon = daemon;
        this.lastVersion = version;
        this.sessions = sessions;
        this.timer = timer;
        this.judgement = judgement;
        this.shared = shared;
        this.allMatches = allMatches;
        this.reconnectFor = reconnectFor;
    }

    /** Asks clamd, which may have read a new database meanwhile; while it is away, what it said last. */
    @Override
    public BackendIdentity identity() {
        if (!sessions.closed()) {
            try {
                lastVersion = daemon.version(Deadline.after(PATIENCE));
            } catch (IOException e) {
                // health and scans say that it is away; who it is does not change by that
            }
        }
        DaemonVersion version = lastVersion;
        return new BackendIdentity(
                "Cisco Talos",
                "ClamAV",
                version.engine(),
                version.database().isBlank() ? "unknown" : version.database(),
                version.time(),
                capabilities());
    }

    private Set<Capability> capabilities() {
        Set<Capability> able = EnumSet.of(
                Capability.WAITS, judgement.opensContainers() ? Capability.UNPACKS : Capability.MATCHES_PARTS);
        if (allMatches) {
            able.add(Capability.ALL_MATCHES);
        }
        return able;
    }

    @Override
    public ScanOutcome scan(Subject subject, ScanContext context) {
        Optional<Reason> tooLarge = judgement.beyondLimits(subject);
        if (tooLarge.isPresent() && (judgement.limits().known() || subject.size() > DaemonLimits.LARGEST_FILE)) {
            // clamd would take it in and not look at it
            return new ScanOutcome.Incomplete(List.of(tooLarge.get()));
        }
        try {
            if (context.allMatches()
                    && shared.isPresent()
                    && (allMatches || subject.file().isPresent())) {
                Optional<ScanOutcome> all = scanFile(subject, shared.get(), context.deadline());
                if (all.isPresent()) {
                    return all.get();
                }
            }
            return stream(subject, context.deadline());
        } catch (DeadlineOverException e) {
            return context.deadline().cancelled() || Thread.currentThread().isInterrupted()
                    ? failed(ReasonCode.CANCELLED, "the scan was ended before clamd had answered")
                    : failed(ReasonCode.BACKEND_TIMEOUT, "the time was over before clamd had answered");
        }
    }

    /** By path; nothing when clamd cannot do that, and the bytes must be sent. */
    private Optional<ScanOutcome> scanFile(Subject subject, SharedFiles files, Deadline deadline)
            throws DeadlineOverException {
        try (SharedFiles.Loan loan = files.lend(subject, deadline)) {
            long begin = System.nanoTime();
            List<Reply> replies = daemon.allMatches(loan.path().toString(), deadline);
            boolean understood =
                    replies.stream().allMatch(reply -> reply instanceof Reply.Ok || reply instanceof Reply.Found);
            return understood ? Optional.of(judgement.outcome(replies, subject, since(begin))) : Optional.empty();
        } catch (IOException e) {
            if (deadline.expired()) {
                throw new DeadlineOverException();
            }
            // a stream meets with the same trouble, or does better
            return Optional.empty();
        }
    }

    private ScanOutcome stream(Subject subject, Deadline deadline) throws DeadlineOverException {
        IOException lost = new IOException("no attempt");
        for (int attempt = 0; attempt < ATTEMPTS && !sessions.closed(); attempt++) {
            Session session;
            try {
                session = sessions.lend(deadline, Deadline.after(reconnectFor));
            } catch (IOException e) {
                return failed(ReasonCode.BACKEND_UNAVAILABLE, message(e));
            }
            try {
                return exchange(session, subject, deadline);
            } catch (SubjectUnreadableException e) {
                return failed(ReasonCode.CHANGED_DURING_SCAN, message(e));
            } catch (IOException e) {
                if (deadline.expired()) {
                    throw new DeadlineOverException();
                }
                lost = e;
            }
        }
        return sessions.closed()
                ? failed(ReasonCode.BACKEND_UNAVAILABLE, "the backend was closed")
                : failed(
                        ReasonCode.BACKEND_UNAVAILABLE,
                        "clamd went away under this scan " + ATTEMPTS + " times: " + message(lost));
    }

    private ScanOutcome exchange(Session session, Subject subject, Deadline deadline)
            throws IOException, DeadlineOverException {
        CompletableFuture<Reply> reply;
        try {
            reply = session.send(subject, timer, deadline);
        } finally {
            sessions.giveBack(session);
        }
        long begin = System.nanoTime();
        return judgement.outcome(List.of(await(session, reply, deadline)), subject, since(begin));
    }

    private static Reply await(Session session, CompletableFuture<Reply> reply, Deadline deadline)
            throws IOException, DeadlineOverException {
        try (Deadline.Registration _ = deadline.onCancel(() -> reply.cancel(false))) {
            return reply.get(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | CancellationException e) {
            session.abandon(reply);
            throw new DeadlineOverException();
        } catch (InterruptedException e) {
            session.abandon(reply);
            Thread.currentThread().interrupt();
            throw new DeadlineOverException();
        } catch (ExecutionException e) {
            throw new IOException(
                    e.getCause() == null ? "clamd is gone" : e.getCause().getMessage(), e);
        }
    }

    private static Duration since(long begin) {
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    private static ScanOutcome failed(ReasonCode code, String detail) {
        return new ScanOutcome.Failed(new Reason(code, detail));
    }

    private static String message(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    @Override
    public Health health() {
        if (sessions.closed()) {
            return new Health.Unavailable("the backend was closed");
        }
        try {
            daemon.ping(Deadline.after(PATIENCE));
            return new Health.Ready();
        } catch (IOException e) {
            return new Health.Unavailable("clamd does not answer: " + message(e));
        }
    }

    /** What clamd leaves out, and whether it says so. */
    @Override
    public List<String> remarks() {
        return judgement.remarks();
    }

    @Override
    public void close() {
        sessions.close();
        timer.close();
    }
}
