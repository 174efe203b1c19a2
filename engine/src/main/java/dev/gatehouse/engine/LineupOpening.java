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
import java.util.Set;
import java.util.TreeSet;

/**
 * Opens the backends of a lineup. What is wrong in the entries themselves opens nothing. A backend that cannot be opened
 * leaves its seat vacant while another one counts; if none does, whatever is open is closed again.
 */
final class LineupOpening {

    private final Map<String, BackendProvider> byType = new HashMap<>();
    private final List<Seat> seats = new ArrayList<>();

    private LineupOpening(Iterable<BackendProvider> providers) throws BackendUnavailableException {
        for (BackendProvider provider : providers) {
            BackendProvider other = byType.put(provider.type(), provider);
            if (other != null) {
                throw new BackendUnavailableException("two backends of type " + provider.type() + " are installed: "
                        + other.getClass().getName() + " and "
                        + provider.getClass().getName() + "; remove one");
            }
        }
    }

    /** The seats for these entries, in their order. */
    static List<Seat> seats(List<LineupEntry> entries, Iterable<BackendProvider> providers)
            throws BackendUnavailableException {
        LineupOpening opening = new LineupOpening(providers);
        opening.check(entries);
        opening.open(entries);
        return opening.seats;
    }

    private void check(List<LineupEntry> entries) throws BackendUnavailableException {
        if (entries.stream().noneMatch(entry -> entry.role().counts())) {
            throw new BackendUnavailableException("the lineup has no backend that counts: name one as primary");
        }
        Set<String> names = new HashSet<>();
        for (LineupEntry entry : entries) {
            String name = entry.configuration().name();
            if (!names.add(name)) {
                throw new BackendUnavailableException(
                        "two backends of the lineup have the name " + name + ": give each its own");
            }
            checkKeys(entry.configuration(), provider(entry));
        }
    }

    private BackendProvider provider(LineupEntry entry) throws BackendUnavailableException {
        BackendProvider provider = byType.get(entry.type());
        if (provider == null) {
            throw new BackendUnavailableException(
                    "backend " + entry.configuration().name() + ": no backend of type " + entry.type()
                            + " is installed; there are " + new TreeSet<>(byType.keySet()));
        }
        return provider;
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

    private void open(List<LineupEntry> entries) throws BackendUnavailableException {
        List<BackendUnavailableException> troubles = new ArrayList<>();
        boolean complete = false;
        try {
            for (LineupEntry entry : entries) {
                try {
                    seats.add(seat(entry));
                } catch (BackendUnavailableException e) {
                    troubles.add(e);
                    seats.add(Seat.vacant(
                            entry.configuration().name(), entry.role(), entry.type(), String.valueOf(e.getMessage())));
                }
            }
            if (seats.stream().noneMatch(LineupOpening::canJudge)) {
                BackendUnavailableException first = troubles.getFirst();
                troubles.stream().skip(1).forEach(first::addSuppressed);
                throw first;
            }
            complete = true;
        } finally {
            if (!complete) {
                seats.forEach(seat -> seat.backend().close());
            }
        }
    }

    private static boolean canJudge(Seat seat) {
        return seat.vacancy().isEmpty() && (seat.role().counts() || seat.role() == Role.STANDBY);
    }

    private Seat seat(LineupEntry entry) throws BackendUnavailableException {
        try {
            Backend backend = provider(entry).open(entry.configuration());
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
        } catch (RuntimeException | LinkageError e) {
            // against its contract, as when a native library is missing that nobody looked for
            throw new BackendUnavailableException(
                    entry.configuration().name() + ": failed while it was opened: " + e, e);
        }
    }
}
