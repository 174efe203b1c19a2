package dev.gatehouse.engine;

import dev.gatehouse.spi.Backend;
import dev.gatehouse.spi.BackendConfiguration;
import dev.gatehouse.spi.BackendProvider;
import dev.gatehouse.spi.BackendUnavailableException;
import dev.gatehouse.spi.ConfigurationKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;

/**
 * The backends that scan, open and in order, with what the word of each is worth. Immutable and shared by all scans: a
 * change of backends is a new lineup with a higher generation.
 *
 * <p>The rule that combines them: whatever a backend that counts finds is found, and a backend that counts and cannot
 * judge a part leaves a reason on it. A {@linkplain Role#SHADOW shadow} changes nothing.
 */
public final class Lineup implements AutoCloseable {

    private final long generation;
    private final List<Seat> seats;
    private final Map<String, Role> roles;

    private Lineup(long generation, List<Seat> seats) {
        this.generation = generation;
        this.seats = List.copyOf(seats);
        this.roles = new HashMap<>();
        for (Seat seat : seats) {
            if (roles.put(seat.name(), seat.role()) != null) {
                throw new IllegalArgumentException("two backends of a lineup have the name " + seat.name());
            }
        }
    }

    /**
     * A lineup of backends that are open already, and are its own from now on.
     *
     * @param generation higher than that of every lineup before it
     * @throws IllegalArgumentException if two seats have the same name
     */
    public static Lineup of(long generation, List<Seat> seats) {
        return new Lineup(generation, seats);
    }

    /**
     * Opens every entry with the providers that {@link ServiceLoader} finds, as generation 1.
     *
     * @throws BackendUnavailableException as {@link #open(long, List, Iterable)} says
     */
    public static Lineup open(List<LineupEntry> entries) throws BackendUnavailableException {
        return open(1, entries, ServiceLoader.load(BackendProvider.class));
    }

    /**
     * Opens every entry, or none: when one cannot be opened, those before it are closed.
     *
     * @param generation higher than that of every lineup before it
     * @throws BackendUnavailableException if there is no entry that counts, two have the same name, a type is unknown
     *     or installed twice, a key is unknown or set more often than it may be, or a backend cannot be opened
     */
    public static Lineup open(long generation, List<LineupEntry> entries, Iterable<BackendProvider> providers)
            throws BackendUnavailableException {
        requireCounting(entries);
        Map<String, BackendProvider> byType = byType(providers);
        List<Seat> seats = new ArrayList<>();
        boolean complete = false;
        try {
            Set<String> names = new HashSet<>();
            for (LineupEntry entry : entries) {
                String name = entry.configuration().name();
                if (!names.add(name)) {
                    throw new BackendUnavailableException(
                            "two backends of the lineup have the name " + name + ": give each its own");
                }
                seats.add(seat(entry, byType));
            }
            Lineup lineup = new Lineup(generation, seats);
            complete = true;
            return lineup;
        } finally {
            if (!complete) {
                seats.forEach(seat -> seat.backend().close());
            }
        }
    }

    private static void requireCounting(List<LineupEntry> entries) throws BackendUnavailableException {
        for (LineupEntry entry : entries) {
            if (entry.role().counts()) {
                return;
            }
        }
        throw new BackendUnavailableException("the lineup has no backend that counts: name one as primary");
    }

    private static Map<String, BackendProvider> byType(Iterable<BackendProvider> providers)
            throws BackendUnavailableException {
        Map<String, BackendProvider> byType = new HashMap<>();
        for (BackendProvider provider : providers) {
            BackendProvider other = byType.put(provider.type(), provider);
            if (other != null) {
                throw new BackendUnavailableException("two backends of type " + provider.type() + " are installed: "
                        + other.getClass().getName() + " and "
                        + provider.getClass().getName() + "; remove one");
            }
        }
        return byType;
    }

    private static Seat seat(LineupEntry entry, Map<String, BackendProvider> byType)
            throws BackendUnavailableException {
        Backend backend = open(entry, byType);
        boolean seated = false;
        try {
            Seat seat = Seat.of(entry.configuration().name(), entry.role(), backend);
            seated = true;
            return seat;
        } finally {
            if (!seated) {
                backend.close();
            }
        }
    }

    private static Backend open(LineupEntry entry, Map<String, BackendProvider> byType)
            throws BackendUnavailableException {
        BackendConfiguration configuration = entry.configuration();
        BackendProvider provider = byType.get(entry.type());
        if (provider == null) {
            throw new BackendUnavailableException("backend " + configuration.name() + ": no backend of type "
                    + entry.type() + " is installed; there are " + new TreeSet<>(byType.keySet()));
        }
        checkKeys(configuration, provider);
        return provider.open(configuration);
    }

    private static void checkKeys(BackendConfiguration configuration, BackendProvider provider)
            throws BackendUnavailableException {
        List<ConfigurationKey> known = provider.configurationKeys();
        for (Map.Entry<String, List<String>> value : configuration.values().entrySet()) {
            ConfigurationKey key = known.stream()
                    .filter(each -> each.covers(value.getKey()))
                    .findFirst()
                    .orElseThrow(() -> new BackendUnavailableException("backend " + configuration.name()
                            + ": unknown key " + value.getKey() + "; a backend of type " + provider.type() + " knows "
                            + known.stream()
                                    .map(ConfigurationKey::name)
                                    .sorted()
                                    .toList()));
            if (!key.repeatable() && value.getValue().size() > 1) {
                throw new BackendUnavailableException("backend " + configuration.name() + ": key " + value.getKey()
                        + " is set " + value.getValue().size() + " times; it may be set once");
            }
        }
    }

    /** The number of this lineup: a later one has a higher. */
    public long generation() {
        return generation;
    }

    /** The backends, in the order in which they scan. */
    public List<Seat> seats() {
        return seats;
    }

    /** Whether the word of the backend with this name changes verdicts; false when no seat has the name. */
    public boolean counts(String backend) {
        Role role = roles.get(backend);
        return role != null && role.counts();
    }

    /** Closes every backend. Idempotent. */
    @Override
    public void close() {
        seats.forEach(seat -> seat.backend().close());
    }
}
