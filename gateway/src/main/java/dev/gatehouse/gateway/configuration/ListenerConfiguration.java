package dev.gatehouse.gateway.configuration;

import dev.gatehouse.engine.configuration.Setting;
import dev.gatehouse.gateway.net.Endpoint;
import dev.gatehouse.gateway.net.ListenerSettings;
import java.util.List;
import java.util.Optional;

/**
 * A listener as it is configured.
 *
 * @param settings its name, and how it treats its clients
 * @param protocol the name of what is spoken on it
 * @param endpoint where it listens
 * @param keys the protocol's own settings, which the protocol reads
 * @param section all of it as it stands in the file, for messages; nothing when it is not in one
 */
public record ListenerConfiguration(
        ListenerSettings settings, String protocol, Endpoint endpoint, List<Setting> keys, Optional<Setting> section) {

    /** Copies the list. */
    public ListenerConfiguration {
        keys = List.copyOf(keys);
    }
}
