package dev.gatehouse.engine;

import dev.gatehouse.spi.BackendProvider;
import dev.gatehouse.spi.BackendUnavailableException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The backends that scan, open and in order, with what the word of each is worth and how they work together. Immutable
 * and shared by all scans: a change of backends is a new lineup with a higher generation, see {@link LineupExchange}.
 *
 * <p>A file is infected when as many backends that count found something in it as the {@linkplain CombiningRule rule}
 * wants. A backend that counts and did not judge a part leaves a reason on it. A {@linkplain Role#SHADOW shadow} changes
 * nothing. docs/lineup.md tells the whole.
 */
public final class Lineup implements AutoCloseable {

    /** Votes are bits of a long. */
    private static final int MOST_SEATS = 64;

    private final long generation;
    private final List<Seat> seats;
    private final LineupPolicy policy;
    private final List<Guard> guards;
    private final Map<String, Guard> byName = new HashMap<>();
    private final int countingSeats;
    private final boolean tellsBackends;
    private final AtomicLong epochs = new AtomicLong();
    private volatile @Nullable Panel usual;

    private Lineup(long generation, List<Seat> seats, LineupPolicy policy, Clocks clocks) {
        if (seats.size() > MOST_SEATS) {
            throw new IllegalArgumentException("seats must be at most " + MOST_SEATS + ": " + seats.size());
        }
        this.generation = generation;
        this.seats = List.copyOf(seats);
        this.policy = policy;
        List<Guard> all = new ArrayList<>();
        for (Seat seat : seats) {
            Guard guard = new Guard(all.size(), seat, policy, clocks);
            all.add(guard);
            if (byName.put(seat.name(), guard) != null) {
                throw new IllegalArgumentException("two backends of a lineup have the name " + seat.name());
            }
        }
        this.guards = List.copyOf(all);
        this.countingSeats =
                (int) seats.stream().filter(seat -> seat.role().counts()).count();
        this.tellsBackends = all.size() > 1 || all.stream().anyMatch(guard -> guard.waits);
    }

    /**
     * A lineup of backends that are open already, and are its own from now on, under the {@linkplain
     * LineupPolicy#DEFAULT default policy}.
     *
     * @param generation higher than that of every lineup before it
     * @throws IllegalArgumentException if two seats have the same name, or there are more than 64
     */
    public static Lineup of(long generation, List<Seat> seats) {
        return of(generation, seats, LineupPolicy.DEFAULT);
    }

    /**
     * A lineup of backends that are open already, and are its own from now on.
     *
     * @param generation higher than that of every lineup before it
     * @throws IllegalArgumentException if two seats have the same name, or there are more than 64
     */
    public static Lineup of(long generation, List<Seat> seats, LineupPolicy policy) {
        return of(generation, seats, policy, Clocks.SYSTEM);
    }

    static Lineup of(long generation, List<Seat> seats, LineupPolicy policy, Clocks clocks) {
        return new Lineup(generation, seats, policy, clocks);
    }

    /**
     * Opens every entry with the providers that {@link ServiceLoader} finds, as generation 1 under the default policy.
     *
     * @throws BackendUnavailableException as {@link #open(long, List, Iterable, LineupPolicy)} says
     */
    public static Lineup open(List<LineupEntry> entries) throws BackendUnavailableException {
        return open(1, entries, ServiceLoader.load(BackendProvider.class));
    }

    /**
     * Opens every entry under the default policy.
     *
     * @throws BackendUnavailableException as {@link #open(long, List, Iterable, LineupPolicy)} says
     */
    public static Lineup open(long generation, List<LineupEntry> entries, Iterable<BackendProvider> providers)
            throws BackendUnavailableException {
        return open(generation, entries, providers, LineupPolicy.DEFAULT);
    }

    /**
     * Opens every entry. One whose backend cannot be opened stays {@linkplain Seat#vacancy vacant}, which every file says,
     * as long as another counts.
     *
     * @param generation higher than that of every lineup before it
     * @throws BackendUnavailableException if there is no entry that counts, fewer than the rule wants, two have the same
     *     name, a type is unknown or installed twice, a key is unknown or set more often than it may be, or no backend
     *     that counts can be opened; nothing is open then
     */
    public static Lineup open(
            long generation, List<LineupEntry> entries, Iterable<BackendProvider> providers, LineupPolicy policy)
            throws BackendUnavailableException {
        int counting =
                (int) entries.stream().filter(entry -> entry.role().counts()).count();
        int needed = policy.rule().needed(counting);
        if (counting > 0 && needed > counting) {
            throw new BackendUnavailableException("the rule of the lineup wants " + needed + " votes, but only "
                    + counting + " of its backends count: name more as second, or want fewer votes");
        }
        return new Lineup(generation, LineupOpening.seats(entries, providers), policy, Clocks.SYSTEM);
    }

    /** The number of this lineup: a later one has a higher. */
    public long generation() {
        return generation;
    }

    /** The backends, in the order in which they scan. */
    public List<Seat> seats() {
        return seats;
    }

    /** How they work together. */
    public LineupPolicy policy() {
        return policy;
    }

    /** Whether the word of the backend with this name changes verdicts by itself; false when no seat has the name. */
    public boolean counts(String backend) {
        Guard guard = byName.get(backend);
        return guard != null && guard.seat.role().counts();
    }

    List<Guard> guards() {
        return guards;
    }

    /** The bit of a backend among the votes; 0 when no seat has the name. */
    long bitOf(String backend) {
        Guard guard = byName.get(backend);
        return guard == null ? 0 : guard.bit();
    }

    int countingSeats() {
        return countingSeats;
    }

    /** Whether there is more to tell of who judged a file than the verdict: several backends, or one that waits. */
    boolean tellsBackends() {
        return tellsBackends;
    }

    /** What an operator should know of the backends now: seats that are vacant, signatures that are too old. */
    public List<String> warnings() {
        return guards.stream().flatMap(guard -> guard.warning().stream()).toList();
    }

    /** Who judges a file that comes now. */
    Panel convene() {
        Panel last = usual;
        if (last != null && last.stands()) {
            return last;
        }
        Panel next = Panel.of(this, 0, epochs.incrementAndGet());
        usual = next;
        return next;
    }

    /**
     * Who judges a file once more.
     *
     * @param excluded a bit for each that failed
     */
    Panel conveneWithout(long excluded) {
        return excluded == 0 ? convene() : Panel.of(this, excluded, epochs.incrementAndGet());
    }

    /** Closes every backend. Idempotent. */
    @Override
    public void close() {
        seats.forEach(seat -> seat.backend().close());
    }
}
