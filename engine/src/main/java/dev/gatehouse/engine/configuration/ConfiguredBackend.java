package dev.gatehouse.engine.configuration;

import dev.gatehouse.engine.LineupEntry;
import dev.gatehouse.spi.BackendProvider;
import dev.gatehouse.spi.ConfigurationKey;
import java.util.List;
import java.util.Map;

/**
 * A backend as the file has it.
 *
 * @param entry its type, role, name and settings
 * @param position where it begins
 * @param typePosition where its type is named
 * @param keys where each of its settings stands
 */
public record ConfiguredBackend(
        LineupEntry entry, Position position, Position typePosition, Map<String, Position> keys) {

    /** Copies the map. */
    public ConfiguredBackend {
        keys = Map.copyOf(keys);
    }

    /** Its name. */
    public String name() {
        return entry.configuration().name();
    }

    /**
     * Checks that its type is installed and knows all its settings.
     *
     * @param installed one provider of each type
     * @throws ConfigurationException if not, about the first that is wrong
     */
    public void check(List<BackendProvider> installed) throws ConfigurationException {
        BackendProvider provider = installed.stream()
                .filter(each -> each.type().equals(entry.type()))
                .findFirst()
                .orElseThrow(() -> ConfigurationException.at(
                        typePosition,
                        "no backend of type " + entry.type() + " is installed; there are "
                                + String.join(
                                        ", ",
                                        installed.stream()
                                                .map(BackendProvider::type)
                                                .sorted()
                                                .toList())));
        List<ConfigurationKey> known = provider.configurationKeys();
        for (Map.Entry<String, Position> key : keys.entrySet()) {
            if (known.stream().noneMatch(each -> each.covers(key.getKey()))) {
                throw ConfigurationException.at(
                        key.getValue(),
                        "unknown key '" + key.getKey() + "' of backend " + name() + "; a backend of type "
                                + entry.type() + " knows name, type, role"
                                + known.stream()
                                        .map(each -> ", " + each.name())
                                        .sorted()
                                        .reduce("", String::concat));
            }
        }
    }
}
