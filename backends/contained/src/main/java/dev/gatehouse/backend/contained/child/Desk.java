package dev.gatehouse.backend.contained.child;

import dev.gatehouse.backend.contained.wire.Channel;
import dev.gatehouse.backend.contained.wire.Descriptor;
import dev.gatehouse.backend.contained.wire.FromChild;
import dev.gatehouse.backend.contained.wire.FromChild.Judged;
import dev.gatehouse.backend.contained.wire.FromChild.Verdict;
import dev.gatehouse.backend.contained.wire.NonsenseException;
import dev.gatehouse.backend.contained.wire.ToChild;
import dev.gatehouse.spi.Backend;
import dev.gatehouse.spi.Deadline;
import dev.gatehouse.spi.Finding;
import dev.gatehouse.spi.Reason;
import dev.gatehouse.spi.ReasonCode;
import dev.gatehouse.spi.ScanContext;
import dev.gatehouse.spi.ScanOutcome;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Where one scan at a time is worked on. */
final class Desk {

    private static final long ANSWER_SECONDS = 600;

    private final Backend backend;
    private final Channel channel;
    private final MemorySegment window;
    private final ExecutorService scans = Executors.newSingleThreadExecutor(
            work -> Thread.ofPlatform().name("scan").unstarted(work));
    private final SynchronousQueue<Answer> answers = new SynchronousQueue<>();
    private volatile @Nullable Work current;

    Desk(Backend backend, Channel channel, MemorySegment window) {
        this.backend = backend;
        this.channel = channel;
        this.window = window;
    }

    /** An answer of the gate to a question of the scan. */
    record Answer(ToChild message, Optional<Descriptor> file) {}

    private record Work(long scan, Deadline deadline) {}

    Backend backend() {
        return backend;
    }

    void scan(ToChild.Scan scan, Optional<Descriptor> file) throws NonsenseException {
        if (scan.opened() != file.isPresent()) {
            throw new NonsenseException("a scan without a part");
        }
        Deadline deadline = Deadline.after(Duration.ofNanos(scan.nanos()));
        current = new Work(scan.scan(), deadline);
        scans.execute(() -> judge(scan, deadline, file));
    }

    void cancel(long scan) {
        Work work = current;
        if (work != null && work.scan() == scan) {
            work.deadline().cancel();
        }
    }

    void answer(ToChild message, Optional<Descriptor> file) throws NonsenseException {
        try {
            if (answers.offer(new Answer(message, file), ANSWER_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new NonsenseException("an answer that nobody waits for");
    }

    /**
     * Asks the gate something about the scan and waits.
     *
     * @throws IOException if the gate does not answer
     */
    synchronized Answer ask(FromChild question) throws IOException {
        Child.say(channel, question);
        try {
            Answer answer = answers.poll(ANSWER_SECONDS, TimeUnit.SECONDS);
            if (answer != null) {
                return answer;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new IOException("the gate does not answer");
    }

    private void judge(ToChild.Scan scan, Deadline deadline, Optional<Descriptor> file) {
        ScanOutcome outcome;
        try (Part part = Part.judged(this, scan, file, window)) {
            outcome = backend.scan(part, new ScanContext(deadline, scan.allMatches()));
        } catch (RuntimeException | StackOverflowError | LinkageError | IOException e) {
            outcome =
                    new ScanOutcome.Failed(new Reason(ReasonCode.BACKEND_ERROR, "the backend within broke off: " + e));
        }
        current = null;
        tell(scan.scan(), outcome);
    }

    private void tell(long scan, ScanOutcome outcome) {
        switch (outcome) {
            case ScanOutcome.Clean _ -> Child.say(channel, new Judged(scan, Verdict.CLEAN, List.of()));
            case ScanOutcome.Infected(List<Finding> findings, List<Reason> reasons) -> {
                for (Finding finding : findings) {
                    Child.say(channel, new FromChild.Found(scan, finding));
                }
                Child.say(channel, new Judged(scan, Verdict.INFECTED, few(reasons)));
            }
            case ScanOutcome.Incomplete(List<Reason> reasons) ->
                Child.say(channel, new Judged(scan, Verdict.INCOMPLETE, few(reasons)));
            case ScanOutcome.Failed(Reason reason) ->
                Child.say(channel, new Judged(scan, Verdict.FAILED, List.of(reason)));
        }
    }

    /** As many as surely fit into one packet. */
    private static List<Reason> few(List<Reason> reasons) {
        return reasons.subList(0, Math.min(3, reasons.size()));
    }
}
