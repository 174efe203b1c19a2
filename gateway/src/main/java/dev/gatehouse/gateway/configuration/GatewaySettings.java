package dev.gatehouse.gateway.configuration;

import dev.gatehouse.engine.configuration.Configuration;
import dev.gatehouse.engine.configuration.ConfigurationException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the process that serves is configured, apart from its {@linkplain dev.gatehouse.gateway.GateReader gate}.
 *
 * @param listeners at least one; no name twice
 * @param admin the operator's socket; nothing for none
 * @param metrics where metrics and health are told, an address of this machine's own; nothing for nowhere
 * @param log what is written to the log
 * @param drainTime how long requests under way have to end when the process does
 * @param reloadCheck how often the disk is looked at for changes; zero for never
 */
public record GatewaySettings(
        List<ListenerConfiguration> listeners,
        Optional<Path> admin,
        Optional<InetSocketAddress> metrics,
        LogSettings log,
        Duration drainTime,
        Duration reloadCheck) {

    /** 30 seconds. */
    public static final Duration DEFAULT_DRAIN_TIME = Duration.ofSeconds(30);

    /** Copies the list. */
    public GatewaySettings {
        listeners = List.copyOf(listeners);
    }

    /**
     * Reads {@code gateway:}.
     *
     * @param environment the variables of the process, by which the folder of its sockets is found
     * @throws ConfigurationException about the first thing that is wrong
     */
    public static GatewaySettings read(Configuration configuration, Map<String, String> environment)
            throws ConfigurationException {
        return GatewayReader.read(configuration, new RuntimeFolder(environment));
    }
}
