package dev.gatehouse.spi;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How one backend of a lineup is set up.
 *
 * @param name what the operator calls this backend; appears in reports
 * @param values the values of each key, in the order given
 */
public record BackendConfiguration(String name, Map<String, List<String>> values) {

    /** Copies the values, so that a configuration never changes. */
    public BackendConfiguration {
        Map<String, List<String>> copy = new TreeMap<>();
        values.forEach((key, list) -> copy.put(key, List.copyOf(list)));
        values = Map.copyOf(copy);
    }

    /** The name and the keys. No values: one may be a password, and this ends up in logs. */
    @Override
    public String toString() {
        return name + new TreeSet<>(values.keySet());
    }

    /** All values of a key, in order; empty when it is not set. */
    public List<String> all(String key) {
        return values.getOrDefault(key, List.of());
    }

    /** The last value of a key, or nothing when it is not set. */
    public Optional<String> value(String key) {
        List<String> all = all(key);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
    }
}
