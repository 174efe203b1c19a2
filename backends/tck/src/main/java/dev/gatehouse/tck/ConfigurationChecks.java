package dev.gatehouse.tck;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.gatehouse.spi.BackendConfiguration;
import dev.gatehouse.spi.BackendProvider;
import dev.gatehouse.spi.BackendUnavailableException;
import dev.gatehouse.spi.ConfigurationKey;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What {@code open} does with right and wrong settings. */
final class ConfigurationChecks {

    private static final List<String> NONSENSE =
            List.of("", "-1", "no such thing", "nul\0byte", "/no/such/path", "x:y:z", "99999999999999999999");

    private final BackendProvider provider;
    private final BackendConfiguration working;

    ConfigurationChecks(BackendProvider provider, BackendConfiguration working) {
        this.provider = provider;
        this.working = working;
    }

    void declaredKeys() {
        Set<String> names = new HashSet<>();
        for (ConfigurationKey key : provider.configurationKeys()) {
            assertTrue(
                    key.name().matches("[a-z][a-z0-9.-]*[*]?"),
                    () -> "a key is lower case letters, digits, hyphens and dots, and may end in a star: "
                            + key.name());
            assertFalse(key.description().isBlank(), () -> "the key " + key.name() + " has no description");
            assertTrue(names.add(key.name()), () -> "the key " + key.name() + " is declared twice");
        }
        working.values().forEach((key, values) -> {
            ConfigurationKey declared = provider.configurationKeys().stream()
                    .filter(each -> each.covers(key))
                    .findFirst()
                    .orElseGet(() -> fail("the working configuration has the key " + key + ", which is not declared:"
                            + " the engine would refuse it"));
            assertTrue(
                    declared.repeatable() || values.size() == 1,
                    () -> "the working configuration has the key " + key + " more than once, and it is not repeatable");
        });
    }

    /** The engine refuses keys that are not declared; a backend that checks too must do it in the same way. */
    void unknownKey() {
        opens(with("no-such-key", "value")).ifPresent(refusal -> assertNames(refusal, "no-such-key", ""));
    }

    void missingKeys() {
        for (String key : working.values().keySet()) {
            Map<String, List<String>> values = new HashMap<>(working.values());
            values.remove(key);
            opens(new BackendConfiguration(working.name(), values))
                    .ifPresent(refusal -> assertNames(refusal, key, key));
        }
    }

    void refused(List<Claims.Setting> settings) {
        for (Claims.Setting setting : settings) {
            Optional<BackendUnavailableException> refusal = opens(with(setting.key(), setting.value()));
            assertTrue(refusal.isPresent(), () -> "must refuse " + setting.key() + ": " + setting.value());
            assertNames(refusal.get(), setting.key(), setting.value());
        }
    }

    void nonsense() {
        for (ConfigurationKey key : provider.configurationKeys()) {
            String name = key.name().replace("*", "nonsense");
            for (String value : NONSENSE) {
                opens(with(name, value)).ifPresent(refusal -> assertNames(refusal, name, value));
            }
        }
    }

    private BackendConfiguration with(String key, String value) {
        Map<String, List<String>> values = new HashMap<>(working.values());
        values.put(key, List.of(value));
        return new BackendConfiguration(working.name(), values);
    }

    /** Opens and closes a backend; what it was refused with, if it was. */
    private Optional<BackendUnavailableException> opens(BackendConfiguration configuration) {
        return assertTimeoutPreemptively(
                Bench.HANGS,
                () -> {
                    try {
                        provider.open(configuration).close();
                        return Optional.empty();
                    } catch (BackendUnavailableException e) {
                        return Optional.of(e);
                    } catch (RuntimeException | Error e) {
                        return fail(
                                "open threw " + e + " for " + configuration.values()
                                        + "; what is wrong with settings is a BackendUnavailableException",
                                e);
                    }
                },
                () -> "open hangs with " + configuration.values());
    }

    private static void assertNames(BackendUnavailableException refusal, String key, String value) {
        String message = refusal.getMessage() == null ? "" : refusal.getMessage();
        String lower = message.toLowerCase(Locale.ROOT);
        boolean names = lower.contains(key) || (!value.isEmpty() && message.contains(value));
        assertTrue(names, () -> "a refusal must name the key " + key + " or its value, and says only: " + message);
    }
}
