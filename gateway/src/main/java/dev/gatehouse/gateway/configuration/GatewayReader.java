package dev.gatehouse.gateway.configuration;

import dev.gatehouse.engine.configuration.Configuration;
import dev.gatehouse.engine.configuration.ConfigurationException;
import dev.gatehouse.engine.configuration.Setting;
import dev.gatehouse.gateway.GateReader;
import dev.gatehouse.gateway.net.Endpoint;
import dev.gatehouse.gateway.net.ListenerSettings;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads {@code gateway:}, but for the keys that are the gate's. */
final class GatewayReader {

    private static final List<String> KEYS = Stream.concat(
                    GateReader.KEYS.stream(),
                    Stream.of("listeners", "admin", "metrics", "log", "drain-time"))
            .toList();

    private static final String OFF = "off";

    /** What is served where nothing is configured: clamd's protocol on its usual port, to this machine alone. */
    private static final ListenerConfiguration USUAL = new ListenerConfiguration(
            ListenerSettings.named("clamd"), "clamd", Endpoint.of("127.0.0.1:3310"), List.of(), Optional.empty());

    private final Configuration configuration;
    private List<ListenerConfiguration> listeners = List.of(USUAL);
    private Optional<Path> admin;
    private Optional<InetSocketAddress> metrics = Optional.empty();
    private LogSettings log = LogSettings.DEFAULT;
    private Duration drainTime = GatewaySettings.DEFAULT_DRAIN_TIME;

    private GatewayReader(Configuration configuration, RuntimeFolder folder) {
        this.configuration = configuration;
        this.admin = folder.admin();
    }

    static GatewaySettings read(Configuration configuration, RuntimeFolder folder) throws ConfigurationException {
        GatewayReader reader = new GatewayReader(configuration, folder);
        if (configuration.gateway().isPresent()) {
            for (Setting setting : configuration.gateway().get().settings()) {
                reader.take(setting);
            }
        }
        return new GatewaySettings(
                reader.listeners, reader.admin, reader.metrics, reader.log, reader.drainTime, GateReader.reloadCheck(configuration));
    }

    private void take(Setting setting) throws ConfigurationException {
        switch (setting.key()) {
            case "listeners" -> listeners = listeners(setting);
            case "admin" -> admin = admin(setting);
            case "metrics" -> metrics = metrics(setting);
            case "log" -> log = log(setting);
            case "drain-time" -> drainTime = setting.time();
            default -> {
                if (!GateReader.KEYS.contains(setting.key())) {
                    throw setting.unknown("gateway", KEYS);
                }
            }
        }
    }

    private static List<ListenerConfiguration> listeners(Setting section) throws ConfigurationException {
        List<ListenerConfiguration> all = new ArrayList<>();
        for (Setting element : section.elements()) {
            ListenerConfiguration listener = ListenerReader.read(element);
            String name = listener.settings().name();
            if (all.stream().anyMatch(other -> other.settings().name().equals(name))) {
                throw element.wrong("two listeners have the name " + name + ": give one of them another name");
            }
            if (all.stream().anyMatch(other -> other.endpoint().equals(listener.endpoint()))) {
                throw element.wrong("two listeners listen on " + listener.endpoint());
            }
            all.add(listener);
        }
        if (all.isEmpty()) {
            throw section.wrong("there must be one listener at least");
        }
        return all;
    }

    private static Optional<Path> admin(Setting setting) throws ConfigurationException {
        if (setting.text().equals(OFF)) {
            return Optional.empty();
        }
        return switch (setting.as(Endpoint::of)) {
            case Endpoint.Unix unix -> Optional.of(unix.path());
            case Endpoint.Tcp _ -> throw setting.wrong("admin must be a unix socket, unix:/PATH, or off");
        };
    }

    private static Optional<InetSocketAddress> metrics(Setting setting) throws ConfigurationException {
        if (setting.text().equals(OFF)) {
            return Optional.empty();
        }
        if (setting.as(Endpoint::of) instanceof Endpoint.Tcp(InetSocketAddress address)
                && address.getAddress().isLoopbackAddress()) {
            return Optional.of(address);
        }
        throw setting.wrong("metrics must be a port of this machine's own, as 127.0.0.1:9310, or off:"
                + " let what collects them from elsewhere come through a proxy that asks who it is");
    }

    private LogSettings log(Setting section) throws ConfigurationException {
        LogSettings settings = LogSettings.DEFAULT;
        for (Setting setting : section.settings()) {
            settings = switch (setting.key()) {
                case "to" -> new LogSettings(logFile(setting), settings.requests());
                case "requests" -> new LogSettings(settings.file(), requests(setting));
                default -> throw setting.unknown("log", List.of("to", "requests"));
            };
        }
        return settings;
    }

    private Optional<Path> logFile(Setting setting) throws ConfigurationException {
        if (setting.text().equals("stderr")) {
            return Optional.empty();
        }
        return Optional.of(
                configuration.file().isPresent()
                        ? setting.pathBeside(configuration.file().get())
                        : setting.as(Path::of));
    }

    private static LogSettings.Requests requests(Setting setting) throws ConfigurationException {
        return switch (setting.text()) {
            case "all" -> LogSettings.Requests.ALL;
            case "concerns" -> LogSettings.Requests.CONCERNS;
            case "none" -> LogSettings.Requests.NONE;
            default -> throw setting.wrong("requests must be all, concerns or none, not '" + setting.text() + "'");
        };
    }
}
