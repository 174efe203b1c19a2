package dev.gatehouse.gateway.operations;

import dev.gatehouse.engine.configuration.ConfigurationException;
import dev.gatehouse.gateway.Gate;
import dev.gatehouse.gateway.admin.AdminProtocol;
import dev.gatehouse.gateway.clamd.ClamdProtocol;
import dev.gatehouse.gateway.configuration.GatewaySettings;
import dev.gatehouse.gateway.configuration.ListenerConfiguration;
import dev.gatehouse.gateway.log.EventLog;
import dev.gatehouse.gateway.log.RequestEvents;
import dev.gatehouse.gateway.metrics.GatewayMetrics;
import dev.gatehouse.gateway.net.ChannelDoorway;
import dev.gatehouse.gateway.net.Doorway;
import dev.gatehouse.gateway.net.Endpoint;
import dev.gatehouse.gateway.net.Listener;
import dev.gatehouse.gateway.net.ListenerSettings;
import dev.gatehouse.gateway.net.Protocol;
import dev.gatehouse.gateway.unix.UnixDoorway;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The sockets of a service: opened first, while the process may still do everything, and served later. */
final class Doors implements AutoCloseable {

    private static final int OPERATORS = 8;

    private final GatewaySettings settings;
    private final List<Doorway> doorways;
    private final Optional<Doorway> adminDoorway;
    private volatile List<Listener> listeners = List.of();
    private volatile Optional<Listener> admin = Optional.empty();

    private Doors(GatewaySettings settings, List<Doorway> doorways, Optional<Doorway> adminDoorway) {
        this.settings = settings;
        this.doorways = doorways;
        this.adminDoorway = adminDoorway;
    }

    /**
     * Opens all sockets.
     *
     * @throws IOException if one cannot be opened; none is open then
     */
    static Doors open(GatewaySettings settings) throws IOException {
        try (Opened opened = new Opened()) {
            List<Doorway> doorways = new ArrayList<>();
            for (ListenerConfiguration listener : settings.listeners()) {
                doorways.add(opened.keep(open(listener)));
            }
            Optional<Doorway> admin = Optional.empty();
            if (settings.admin().isPresent()) {
                admin = Optional.of(opened.keep(ChannelDoorway.open(
                        new Endpoint.Unix(settings.admin().get(), Optional.empty(), Optional.empty()))));
            }
            opened.release();
            return new Doors(settings, doorways, admin);
        }
    }

    /** clamd's clients hand open files over on a unix socket, which takes a socket that can receive them. */
    private static Doorway open(ListenerConfiguration listener) throws IOException {
        return listener.protocol().equals(ClamdProtocol.NAME) && listener.endpoint() instanceof Endpoint.Unix unix
                ? UnixDoorway.open(unix)
                : ChannelDoorway.open(listener.endpoint());
    }

    /** The folders of the unix sockets, which are deleted at the end. */
    List<Path> socketFolders() {
        List<Path> folders = new ArrayList<>();
        settings.admin().map(Path::getParent).ifPresent(folders::add);
        for (ListenerConfiguration listener : settings.listeners()) {
            if (listener.endpoint() instanceof Endpoint.Unix unix && unix.path().getParent() != null) {
                folders.add(unix.path().getParent());
            }
        }
        return folders;
    }

    /** What is spoken on each listener. Opens nothing, so that settings are checked by it. */
    static List<Protocol> protocols(
            GatewaySettings settings,
            Protocols protocols,
            Optional<Path> configuration,
            Gate gate,
            Speaking.Operator operator,
            EventLog log,
            GatewayMetrics metrics)
            throws ConfigurationException {
        List<Protocol> spoken = new ArrayList<>();
        RequestEvents events = new RequestEvents(log, settings.log().requests());
        for (ListenerConfiguration listener : settings.listeners()) {
            String name = listener.settings().name();
            spoken.add(protocols.of(
                    listener,
                    new Speaking(
                            name,
                            listener.section(),
                            listener.keys(),
                            configuration,
                            gate,
                            new Attendance(name, log, events, metrics),
                            operator)));
        }
        return spoken;
    }

    /**
     * Takes clients in.
     *
     * @throws ConfigurationException if a protocol's settings are wrong; nobody is taken in then
     */
    void serve(
            Protocols protocols,
            Optional<Path> configuration,
            Gate gate,
            Speaking.Operator operator,
            EventLog log,
            GatewayMetrics metrics)
            throws ConfigurationException {
        List<Protocol> spoken = protocols(settings, protocols, configuration, gate, operator, log, metrics);
        RequestEvents events = new RequestEvents(log, settings.log().requests());
        List<Listener> started = new ArrayList<>();
        for (int i = 0; i < spoken.size(); i++) {
            ListenerSettings own = settings.listeners().get(i).settings();
            started.add(Listener.start(
                    doorways.get(i), own, spoken.get(i), new Attendance(own.name(), log, events, metrics)));
        }
        listeners = List.copyOf(started);
    }

    /** Takes operators in, where there is a socket for them. */
    void administer(AdminProtocol protocol, EventLog log, GatewayMetrics metrics) {
        ListenerSettings usual = ListenerSettings.named(protocol.name());
        admin = adminDoorway.map(doorway -> Listener.start(
                doorway,
                new ListenerSettings(usual.name(), OPERATORS, usual.idleTime(), usual.readTime()),
                protocol,
                new Attendance(
                        usual.name(), log, new RequestEvents(log, settings.log().requests()), metrics)));
    }

    List<Listener> listeners() {
        return listeners;
    }

    /** How many clients are connected, operators left out. */
    int connections() {
        return listeners.stream().mapToInt(Listener::connections).sum();
    }

    /**
     * Takes no more requests and waits for those under way.
     *
     * @return whether all were answered in time
     */
    boolean drain(Duration time) throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        listeners.forEach(Listener::end);
        boolean all = true;
        for (Listener listener : listeners) {
            all &= listener.await(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
        }
        return all;
    }

    /** Cuts everybody off. Idempotent. */
    @Override
    public void close() {
        listeners.forEach(Listener::close);
        admin.ifPresent(Listener::close);
        doorways.forEach(Doorway::close);
        adminDoorway.ifPresent(Doorway::close);
    }
}
