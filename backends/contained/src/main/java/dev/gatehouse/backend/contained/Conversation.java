package dev.gatehouse.backend.contained;

import dev.gatehouse.backend.contained.Inbox.Ended;
import dev.gatehouse.backend.contained.Inbox.Knock;
import dev.gatehouse.backend.contained.Inbox.Letter;
import dev.gatehouse.backend.contained.Inbox.Said;
import dev.gatehouse.backend.contained.wire.Descriptor;
import dev.gatehouse.backend.contained.wire.FromChild;
import dev.gatehouse.backend.contained.wire.Level;
import dev.gatehouse.backend.contained.wire.NonsenseException;
import dev.gatehouse.backend.contained.wire.ToChild;
import dev.gatehouse.spi.Deadline;
import dev.gatehouse.spi.Finding;
import dev.gatehouse.spi.Reason;
import dev.gatehouse.spi.ReasonCode;
import dev.gatehouse.spi.ScanContext;
import dev.gatehouse.spi.ScanOutcome;
import dev.gatehouse.spi.Subject;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * One scan with one child, on the thread of whoever asked for it, which alone touches the subject. The child answers in
 * time, or is told to end, or is ended.
 */
final class Conversation {

    private static final int MOST_FINDINGS = 10_000;
    private static final int MOST_QUESTIONS = 100_000;

    /** How long after its time, or after it was told to end, a child may still answer. */
    private static final Duration GRACE = Duration.ofMillis(40);

    private static final Duration LONGEST_WAIT = Duration.ofMillis(500);

    private final ChildProcess child;
    private final Subject subject;
    private final ScanContext context;
    private final Deadline deadline;
    private final long scan;
    private final List<Finding> findings = new ArrayList<>();
    private int questions;

    Conversation(ChildProcess child, Subject subject, ScanContext context, Deadline deadline) {
        this.child = child;
        this.subject = subject;
        this.context = context;
        this.deadline = deadline;
        this.scan = child.nextScan();
    }

    /** Has the subject judged. When the child is of no more use afterwards, it has been killed. */
    ScanOutcome run() {
        try (Deadline.Registration _ = deadline.onCancel(child.inbox()::knock)) {
            try {
                begin();
            } catch (IOException e) {
                return unread(e);
            }
            return hear();
        } catch (NonsenseException e) {
            return end(ReasonCode.BACKEND_ERROR, "the contained child talked nonsense: " + e.getMessage());
        } catch (IOException e) {
            return end(ReasonCode.BACKEND_ERROR, "the contained child cannot be talked to: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return end(ReasonCode.CANCELLED, "the scan was interrupted");
        }
    }

    private boolean isOver() {
        return deadline.expired() || child.inbox().isOver();
    }

    private void begin() throws IOException {
        Optional<Descriptor> file = child.handover().hand(subject, this::isOver);
        try {
            child.send(
                    new ToChild.Scan(
                            scan,
                            context.allMatches(),
                            deadline.remaining().toNanos(),
                            file.isPresent(),
                            level(subject)),
                    file);
        } catch (IOException e) {
            child.kill("it cannot be talked to: " + e.getMessage());
            throw e;
        } finally {
            file.ifPresent(Descriptor::close);
        }
    }

    /** The subject could not be read, or the child not be told; it has nothing to do. */
    private ScanOutcome unread(IOException e) {
        if (deadline.expired()) {
            return over();
        }
        ReasonCode code = child.inbox().isOver() ? ReasonCode.BACKEND_ERROR : ReasonCode.UNREADABLE;
        return new ScanOutcome.Failed(new Reason(code, "the part cannot be handed over: " + e.getMessage()));
    }

    private ScanOutcome hear() throws InterruptedException, IOException, NonsenseException {
        boolean told = false;
        Deadline grace = Deadline.none();
        while (!grace.expired()) {
            Duration wait = told ? grace.remaining() : deadline.remaining();
            Optional<Letter> letter = child.inbox().next(wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT);
            if (letter.isPresent()) {
                switch (letter.get()) {
                    case Said(FromChild message) -> {
                        Optional<ScanOutcome> outcome = take(message);
                        if (outcome.isPresent()) {
                            child.proveUseful();
                            return outcome.get();
                        }
                    }
                    case Ended(String why) -> {
                        return new ScanOutcome.Failed(
                                new Reason(ReasonCode.BACKEND_ERROR, "the contained child is no more: " + why));
                    }
                    case Knock _ -> {
                        // the deadline is looked at below
                    }
                }
            }
            if (!told && deadline.expired()) {
                told = true;
                grace = Deadline.after(GRACE);
                child.send(new ToChild.Cancel(scan), Optional.empty());
            }
        }
        child.kill("it did not end a scan when its time was over");
        return over();
    }

    private ScanOutcome over() {
        return new ScanOutcome.Failed(
                deadline.cancelled()
                        ? new Reason(ReasonCode.CANCELLED, "the scan was ended")
                        : new Reason(ReasonCode.BACKEND_TIMEOUT, "the contained child did not answer in time"));
    }

    private ScanOutcome end(ReasonCode code, String why) {
        child.kill(why);
        return new ScanOutcome.Failed(new Reason(code, why));
    }

    private Optional<ScanOutcome> take(FromChild message) throws NonsenseException, IOException {
        switch (message) {
            case FromChild.Found found -> {
                expect(found.scan());
                if (findings.size() == MOST_FINDINGS) {
                    throw new NonsenseException("more than " + MOST_FINDINGS + " findings");
                }
                findings.add(found.finding());
            }
            case FromChild.Judged judged -> {
                expect(judged.scan());
                return Optional.of(outcome(judged));
            }
            case FromChild.WantDigest want -> {
                Subject part = asked(want.scan(), want.level());
                answer(() -> child.send(
                        new ToChild.Digest(scan, HexFormat.of().formatHex(part.digest(want.algorithm()))),
                        Optional.empty()));
            }
            case FromChild.WantBytes want -> {
                Subject part = asked(want.scan(), want.level());
                answer(() -> {
                    try (Descriptor file = child.handover().file(part, this::isOver)) {
                        child.send(new ToChild.Bytes(scan), Optional.of(file));
                    }
                });
            }
            case FromChild.WantContainer want -> {
                Optional<Level> level =
                        asked(want.scan(), want.level()).container().map(Conversation::level);
                child.send(new ToChild.Container(scan, level), Optional.empty());
            }
            case FromChild.WantNames want -> {
                List<String> names = asked(want.scan(), want.level()).path();
                answer(() -> child.send(new ToChild.Names(scan, names), Optional.empty()));
            }
            // Asked before by somebody who did not wait for the answer.
            case FromChild.IdentityIs _, FromChild.HealthIs _ -> {}
            case FromChild.Ready _, FromChild.Refused _ -> throw new NonsenseException("it is open already");
        }
        return Optional.empty();
    }

    private interface Answer {
        void give() throws IOException;
    }

    private void answer(Answer answer) throws IOException {
        try {
            answer.give();
        } catch (IOException e) {
            child.send(new ToChild.Unreadable(scan, String.valueOf(e.getMessage())), Optional.empty());
        }
    }

    private void expect(long said) throws NonsenseException {
        if (said != scan) {
            throw new NonsenseException("it speaks of scan " + said + " during scan " + scan);
        }
    }

    private Subject asked(long said, int level) throws NonsenseException {
        expect(said);
        if (++questions > MOST_QUESTIONS) {
            throw new NonsenseException("more than " + MOST_QUESTIONS + " questions");
        }
        Subject part = subject;
        for (int i = 0; i < level; i++) {
            part = part.container().orElseThrow(() -> new NonsenseException("there is no container " + level));
        }
        return part;
    }

    private ScanOutcome outcome(FromChild.Judged judged) throws NonsenseException {
        List<Reason> reasons = judged.reasons();
        if (findings.isEmpty() != (judged.verdict() != FromChild.Verdict.INFECTED)) {
            throw new NonsenseException(
                    "its verdict is " + judged.verdict() + " with " + findings.size() + " findings");
        }
        return switch (judged.verdict()) {
            case INFECTED -> new ScanOutcome.Infected(findings, reasons);
            case CLEAN -> {
                if (!reasons.isEmpty()) {
                    throw new NonsenseException("a clean part has reasons");
                }
                yield new ScanOutcome.Clean();
            }
            case INCOMPLETE -> {
                if (reasons.isEmpty()) {
                    throw new NonsenseException("an incomplete scan has no reason");
                }
                yield new ScanOutcome.Incomplete(reasons);
            }
            case FAILED -> {
                if (reasons.size() != 1) {
                    throw new NonsenseException("a failed scan has " + reasons.size() + " reasons");
                }
                yield new ScanOutcome.Failed(reasons.getFirst());
            }
        };
    }

    private static Level level(Subject part) {
        return new Level(List.copyOf(part.types()), part.size());
    }
}
