package dev.gatehouse.backend.contained;

import dev.gatehouse.backend.contained.Inbox.Letter;
import dev.gatehouse.backend.contained.Inbox.Said;
import dev.gatehouse.backend.contained.launch.Sandbox;
import dev.gatehouse.backend.contained.wire.FromChild;
import dev.gatehouse.backend.contained.wire.Measured;
import dev.gatehouse.backend.contained.wire.ToChild;
import dev.gatehouse.confine.Linux;
import dev.gatehouse.spi.Backend;
import dev.gatehouse.spi.BackendIdentity;
import dev.gatehouse.spi.BackendUnavailableException;
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
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A backend whose scans happen in children. */
final class ContainedBackend implements Backend {

    private static final Duration ROUND_TRIP = Duration.ofSeconds(1);
    private static final Duration END = Duration.ofSeconds(5);

    private final Settings settings;
    private final List<Slot> slots;
    private final Pool pool;
    private final BackendIdentity firstIdentity;
    private final Slot.Up up;
    private final List<Measured> measures;
    private volatile boolean closed;

    private ContainedBackend(Settings settings, List<Slot> slots, Pool pool, Slot.Up up) {
        this.settings = settings;
        this.slots = List.copyOf(slots);
        this.pool = pool;
        this.firstIdentity = up.ready().identity();
        this.up = up;
        this.measures = up.ready().measures();
    }

    /**
     * Starts the children and waits for the first of them.
     *
     * @throws BackendUnavailableException if none can be started, what is required does not hold, or the backend within
     *     cannot be opened
     */
    static Backend open(Linux linux, Settings settings, List<Sandbox> candidates) throws BackendUnavailableException {
        String name = settings.within().name();
        Pool pool = new Pool();
        Launcher launcher;
        try {
            launcher = new Launcher(linux, settings);
        } catch (IOException e) {
            throw new BackendUnavailableException(name + ": children cannot be prepared: " + e.getMessage(), e);
        }
        Slot first = new Slot(0, settings, launcher, pool, candidates);
        return switch (first.start().join()) {
            case Slot.Refused(String why) -> {
                first.close();
                first.join(END);
                throw new BackendUnavailableException(why.startsWith(name) ? why : name + ": " + why);
            }
            case Slot.Up up ->
                new ContainedBackend(settings, withOthers(first, settings, launcher, pool, up), pool, up);
        };
    }

    /** The first slot, and as many more as are wanted, whose children are waited for by nobody. */
    private static List<Slot> withOthers(Slot first, Settings settings, Launcher launcher, Pool pool, Slot.Up up) {
        List<Slot> slots = new ArrayList<>(List.of(first));
        for (int i = 1; i < settings.children(); i++) {
            Slot slot = new Slot(i, settings, launcher, pool, List.of(up.sandbox()));
            slots.add(slot);
            slot.startLasting();
        }
        return slots;
    }

    @Override
    public BackendIdentity identity() {
        Optional<ChildProcess> idle = pool.takeNow();
        if (idle.isPresent()
                && ask(idle.get(), new ToChild.TellIdentity()) instanceof FromChild.IdentityIs(BackendIdentity now)) {
            pool.learned(now);
        }
        return waiting(pool.identity().orElse(firstIdentity));
    }

    /** The identity of the backend within, which may be asked beside others, since a child does the work. */
    private static BackendIdentity waiting(BackendIdentity within) {
        Set<Capability> capabilities = EnumSet.of(Capability.WAITS);
        capabilities.addAll(within.capabilities());
        return new BackendIdentity(
                within.vendor(),
                within.product(),
                within.engineVersion(),
                within.signatureVersion(),
                within.signatureTime(),
                capabilities);
    }

    @Override
    public Health health() {
        if (closed) {
            return new Health.Unavailable("the backend was closed");
        }
        Optional<ChildProcess> idle = pool.takeNow();
        if (idle.isPresent()) {
            return ask(idle.get(), new ToChild.TellHealth()) instanceof FromChild.HealthIs(Health now)
                    ? now
                    : new Health.Unavailable("the contained child does not answer");
        }
        // All are at work, or one will soon be there; or none can be had.
        return promising() ? new Health.Ready() : new Health.Unavailable(pool.trouble());
    }

    /** Asks a child that has nothing to do; whoever does not answer soon has hung. */
    private FromChild ask(ChildProcess child, ToChild question) {
        Deadline deadline = Deadline.after(ROUND_TRIP);
        try {
            child.send(question, Optional.empty());
            while (!deadline.expired()) {
                Optional<Letter> letter = child.inbox().next(deadline.remaining());
                if (letter.isPresent() && letter.get() instanceof Said(FromChild answer)) {
                    return answer;
                }
                if (child.inbox().isOver()) {
                    break;
                }
            }
            child.kill("it did not answer a question within " + ROUND_TRIP.toMillis() + " ms");
        } catch (IOException e) {
            child.kill("it cannot be talked to: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            child.kill("whoever asked it was interrupted");
        } finally {
            pool.giveBack(child);
        }
        return new FromChild.Refused("no answer");
    }

    @Override
    public ScanOutcome scan(Subject subject, ScanContext context) {
        Deadline deadline = context.deadline().within(settings.timeout());
        Optional<ChildProcess> child;
        try {
            child = pool.take(deadline, () -> !closed && promising());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return failed(ReasonCode.CANCELLED, "the scan was interrupted");
        }
        if (child.isEmpty()) {
            return unserved(deadline);
        }
        try {
            ScanOutcome outcome = new Conversation(child.get(), subject, context, deadline).run();
            return closed && outcome instanceof ScanOutcome.Failed
                    ? failed(ReasonCode.BACKEND_UNAVAILABLE, "the backend was closed during the scan")
                    : outcome;
        } catch (RuntimeException e) {
            child.get().kill("the scan broke off: " + e);
            throw e;
        } finally {
            pool.giveBack(child.get());
        }
    }

    private ScanOutcome unserved(Deadline deadline) {
        if (closed) {
            return failed(ReasonCode.BACKEND_UNAVAILABLE, "the backend was closed");
        }
        if (deadline.cancelled()) {
            return failed(ReasonCode.CANCELLED, "the scan was ended before a contained child was free");
        }
        return deadline.expired()
                ? failed(ReasonCode.BACKEND_TIMEOUT, "the time was over before a contained child was free")
                : failed(ReasonCode.BACKEND_UNAVAILABLE, pool.trouble());
    }

    private static ScanOutcome failed(ReasonCode code, String detail) {
        return new ScanOutcome.Failed(new Reason(code, detail));
    }

    private boolean promising() {
        return slots.stream().anyMatch(Slot::promising);
    }

    @Override
    public List<String> remarks() {
        List<String> remarks = new ArrayList<>(List.of(
                "contained by " + up.sandbox().description() + ", in " + slots.size() + " children",
                "holds: " + which(true),
                "does not hold: " + which(false)));
        up.passedOver().forEach(way -> remarks.add("passed over: " + way));
        return remarks;
    }

    private String which(boolean holds) {
        String list = measures.stream()
                .filter(each -> each.holds() == holds)
                .map(each -> each.measure().id() + (holds ? "" : " (" + each.detail() + ")"))
                .collect(Collectors.joining(", "));
        return list.isEmpty() ? "nothing" : list;
    }

    /** What the first child found when it tried what it cannot do. */
    List<Measured> measures() {
        return measures;
    }

    @Override
    public void close() {
        closed = true;
        slots.forEach(Slot::close);
        slots.forEach(slot -> slot.join(END));
    }
}
