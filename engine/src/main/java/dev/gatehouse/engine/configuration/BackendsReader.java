package dev.gatehouse.engine.configuration;

import dev.gatehouse.engine.LineupEntry;
import dev.gatehouse.engine.Role;
import dev.gatehouse.spi.BackendConfiguration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads {@code backends:}. */
final class BackendsReader {

    private final List<ConfiguredBackend> backends = new ArrayList<>();
    private final Map<String, Position> names = new HashMap<>();

    private BackendsReader() {}

    static List<ConfiguredBackend> read(Setting section) throws ConfigurationException {
        BackendsReader reader = new BackendsReader();
        for (Setting element : section.elements()) {
            reader.backend(element);
        }
        if (reader.backends.isEmpty()) {
            throw section.wrong("backends must not be empty: leave it out for the built-in matcher");
        }
        return reader.backends;
    }

    private void backend(Setting element) throws ConfigurationException {
        Optional<Setting> type = Optional.empty();
        Optional<String> name = Optional.empty();
        Role role = backends.isEmpty() ? Role.PRIMARY : Role.SECOND;
        Map<String, List<String>> values = new TreeMap<>();
        Map<String, Position> keys = new HashMap<>();
        for (Setting setting : element.settings()) {
            switch (setting.key()) {
                case "type" -> type = Optional.of(setting);
                case "name" -> name = Optional.of(setting.text());
                case "role" -> role = role(setting);
                default -> {
                    for (Setting flat : setting.flat()) {
                        values.put(flat.key(), flat.texts());
                        keys.put(flat.key(), flat.position());
                    }
                }
            }
        }
        if (type.isEmpty()) {
            throw element.wrong("a backend needs a type");
        }
        String typeName = type.get().text();
        String called = name.orElse(typeName);
        Position before = names.put(called, element.position());
        if (before != null) {
            throw element.wrong("two backends have the name " + called + ", the other in line " + before.line()
                    + ": give each its own");
        }
        backends.add(new ConfiguredBackend(
                new LineupEntry(typeName, role, new BackendConfiguration(called, values)),
                element.position(),
                type.get().position(),
                keys));
    }

    private static Role role(Setting setting) throws ConfigurationException {
        String text = setting.text();
        for (Role role : Role.values()) {
            if (role.name().toLowerCase(Locale.ROOT).equals(text)) {
                return role;
            }
        }
        throw setting.wrong("role must be primary, second, shadow or standby, not '" + text + "'");
    }
}
