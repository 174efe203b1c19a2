package dev.gatehouse.gateway.operations;

import dev.gatehouse.engine.configuration.Configuration;
import dev.gatehouse.engine.configuration.ConfigurationException;
import dev.gatehouse.engine.configuration.ConfigurationFile;
import dev.gatehouse.engine.house.House;
import dev.gatehouse.engine.house.InstallationException;
import dev.gatehouse.gateway.Gate;
import dev.gatehouse.gateway.GateReader;
import dev.gatehouse.gateway.GateSettings;
import dev.gatehouse.gateway.admin.AdminProtocol;
import dev.gatehouse.gateway.configuration.GatewaySettings;
import dev.gatehouse.gateway.log.EventLog;
import dev.gatehouse.gateway.log.Level;
import dev.gatehouse.gateway.metrics.GatewayMetrics;
import dev.gatehouse.gateway.metrics.Gauges;
import dev.gatehouse.gateway.metrics.HealthBoard;
import dev.gatehouse.gateway.metrics.MetricsServer;
import dev.gatehouse.gateway.net.Listener;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/**
 * The process that serves, from the opening of the lineup to the answer of the last request.
 *
 * <p>{@link #start} opens everything and takes clients; {@link #run} waits until somebody asks it to {@link #shutdown}, and
 * then takes no more requests, lets those under way be answered, and returns.
 */
public final class Service implements AutoCloseable, Speaking.Operator {

    /** Where nobody is served nobody asks. */
    private static final Speaking.Operator NOBODY = new Speaking.Operator() {
        @Override
        public void reload() {}

        @Override
        public void shutdown() {}
    };

    private final Plan plan;
    private final GatewaySettings settings;
    private final Supervisor supervisor;
    private final EventLog log;
    private final GatewayMetrics metrics;
    private final Reporter reporter;
    private final House house;
    private final Gate gate;
    private final HealthBoard health;
    private final Doors doors;
    private final Optional<MetricsServer> metricsServer;
    private final CountDownLatch ending = new CountDownLatch(1);
    private final AtomicReference<State> state = new AtomicReference<>(State.SERVING);

    /** Where a service stands. */
    enum State {
        /** Requests are taken. */
        SERVING,
        /** No new request is taken, and those under way are answered. */
        DRAINING
    }

    private Service(Plan plan, Configuration configuration, GatewaySettings settings, Opened opened)
            throws InstallationException, IOException {
        this.plan = plan;
        this.settings = settings;
        this.supervisor = opened.keep(new Supervisor(plan.environment()));
        this.log = opened.keep(EventLog.open(
                settings.log().file(), Optional.ofNullable(plan.environment().get("JOURNAL_STREAM"))));
        this.metrics = new GatewayMetrics();
        this.reporter = new Reporter(log, metrics);
        this.house = opened.keep(House.open(configuration.file(), reporter));
        GateSettings gateSettings = gateSettings(house);
        this.doors = opened.keep(Doors.open(settings));
        String confinement = plan.confiner().confine(house.running().entries(), writable(gateSettings));
        this.gate = opened.keep(new Gate(house.running().exchange(), gateSettings));
        this.health = opened.keep(new HealthBoard(gate::lineup));
        this.metricsServer = settings.metrics().isPresent()
                ? Optional.of(opened.keep(MetricsServer.start(settings.metrics().get(), metrics, this::ready)))
                : Optional.empty();
        Gauges.register(metrics, gate, () -> listeners(), health, log::dropped);
        health.start();
        serve();
        if (!settings.reloadCheck().isZero()) {
            house.follow(settings.reloadCheck());
        }
        tellStart(confinement);
    }

    /**
     * Opens everything and takes clients.
     *
     * @throws InstallationException if anything is wrong with what is configured; nothing is open then
     * @throws IOException if a socket, or the log, cannot be opened; nothing is open then
     */
    public static Service start(Plan plan) throws InstallationException, IOException {
        Configuration configuration = configuration(plan);
        GatewaySettings settings = settings(plan, configuration);
        try (Opened opened = new Opened()) {
            Service service = new Service(plan, configuration, settings, opened);
            opened.release();
            return service;
        }
    }

    /**
     * Reads everything and opens the lineup, and closes it again; listens nowhere.
     *
     * @return what would be served, for the operator
     * @throws InstallationException if anything is wrong with what is configured
     * @throws IOException if the log cannot be opened
     */
    public static String check(Plan plan) throws InstallationException, IOException {
        Configuration configuration = configuration(plan);
        GatewaySettings settings = settings(plan, configuration);
        GatewayMetrics metrics = new GatewayMetrics();
        try (EventLog log = EventLog.open(Optional.empty(), Optional.empty());
                House house = House.open(configuration.file(), new Reporter(log, metrics));
                Gate gate = new Gate(house.running().exchange(), gateSettings(house))) {
            Doors.protocols(settings, plan.protocols(), configuration.file(), gate, NOBODY, log, metrics);
            return "all is well: " + gate.lineup().seats().size() + " backends, and listeners "
                    + settings.listeners().stream()
                            .map(each ->
                                    each.settings().name() + " (" + each.protocol() + " on " + each.endpoint() + ")")
                            .collect(Collectors.joining(", "));
        } catch (ConfigurationException e) {
            throw new InstallationException(e);
        }
    }

    private static Configuration configuration(Plan plan) throws InstallationException {
        try {
            return plan.file().isPresent() ? ConfigurationFile.read(plan.file().get()) : Configuration.DEFAULT;
        } catch (ConfigurationException e) {
            throw new InstallationException(e);
        }
    }

    private static GatewaySettings settings(Plan plan, Configuration configuration) throws InstallationException {
        try {
            return GatewaySettings.read(configuration, plan.environment());
        } catch (ConfigurationException e) {
            throw new InstallationException(e);
        }
    }

    private static GateSettings gateSettings(House house) throws InstallationException {
        try {
            return GateReader.read(house.configuration(), house.running().lineup());
        } catch (ConfigurationException e) {
            throw new InstallationException(e);
        }
    }

    /** The folders of what is written, or deleted, while the process serves. */
    private List<Path> writable(GateSettings gateSettings) {
        List<Path> folders = new ArrayList<>();
        folders.add(gateSettings.scanner().temporaryFolder());
        settings.log().file().map(Path::toAbsolutePath).map(Path::getParent).ifPresent(folders::add);
        folders.addAll(doors.socketFolders());
        return folders;
    }

    private void serve() throws InstallationException {
        try {
            doors.serve(plan.protocols(), house.configuration().file(), gate, this, log, metrics);
        } catch (ConfigurationException e) {
            throw new InstallationException(e);
        }
        doors.administer(new AdminProtocol(new Desk(this)), log, metrics);
    }

    private void tellStart(String confinement) {
        for (Listener listener : listeners()) {
            log.write(
                    Level.INFO,
                    "listening",
                    fields -> fields.text("listener", listener.name())
                            .text("protocol", listener.protocol().name())
                            .text("address", listener.endpoint().toString()));
        }
        log.write(Level.INFO, "started", fields -> {
            fields.text("version", plan.version())
                    .number("pid", ProcessHandle.current().pid())
                    .number("generation", gate.lineup().generation())
                    .number("threads", gate.settings().threads())
                    .text("confinement", confinement);
            plan.file().ifPresent(file -> fields.text("configuration", file.toString()));
            metricsServer.ifPresent(
                    server -> fields.text("metrics", server.address().toString()));
            settings.admin().ifPresent(socket -> fields.text("admin", socket.toString()));
        });
        supervisor.ready(statusLine());
    }

    private String statusLine() {
        return "serving on " + listeners().size() + " listeners, lineup "
                + gate.lineup().generation();
    }

    /** Where it listens, in the order of the configuration. */
    public List<Listener> listeners() {
        return doors.listeners();
    }

    /** Where metrics and health are told, if they are. */
    public Optional<MetricsServer> metricsServer() {
        return metricsServer;
    }

    Plan plan() {
        return plan;
    }

    GatewaySettings settings() {
        return settings;
    }

    Gate gate() {
        return gate;
    }

    HealthBoard health() {
        return health;
    }

    EventLog log() {
        return log;
    }

    Reporter reporter() {
        return reporter;
    }

    State state() {
        return state.get();
    }

    /** Whether requests are taken and can be judged. */
    public boolean ready() {
        return state.get() == State.SERVING && health.ableToJudge();
    }

    /** Begins the log anew and reads everything anew: what SIGHUP asks for. Does not wait. */
    public void hangUp() {
        log.reopen();
        reloadLater("hangup");
    }

    @Override
    public void reload() {
        reloadLater("client");
    }

    private void reloadLater(String cause) {
        Thread.ofVirtual().name("reload").start(() -> {
            try {
                reload(cause);
            } catch (InstallationException e) {
                // the reporter told of it
            }
        });
    }

    /**
     * Reads everything anew and lets another lineup scan.
     *
     * @param cause why, for log and metrics
     * @return the generation that scans now
     * @throws InstallationException if anything is wrong with what is configured; the lineup before scans on
     */
    long reload(String cause) throws InstallationException {
        supervisor.reloading();
        try {
            return house.reload(cause);
        } finally {
            supervisor.reloaded(statusLine());
        }
    }

    /** Ends gracefully; does not wait. Idempotent. */
    @Override
    public void shutdown() {
        ending.countDown();
    }

    /**
     * Serves until the {@linkplain #shutdown end}, and then until every request under way is answered, but no longer than
     * the operator allows. {@link #close} this after it.
     *
     * @return whether every request was answered
     */
    public boolean run() throws InterruptedException {
        ending.await();
        state.set(State.DRAINING);
        supervisor.stopping("answering the requests under way");
        log.write(
                Level.INFO,
                "draining",
                fields -> fields.number("messages", gate.load().messages()).number("connections", doors.connections()));
        long begin = System.nanoTime();
        boolean all = doors.drain(settings.drainTime());
        Duration time = Duration.ofNanos(System.nanoTime() - begin);
        int left = doors.connections();
        log.write(
                all ? Level.INFO : Level.WARNING,
                "ended",
                fields -> fields.millis("millis", time).number("cutOff", left));
        return all;
    }

    /** Closes everything, at once as far as clients are concerned. Idempotent. */
    @Override
    public void close() {
        ending.countDown();
        doors.close();
        metricsServer.ifPresent(MetricsServer::close);
        health.close();
        gate.close();
        house.close();
        log.close();
        supervisor.close();
    }

    /** Closes what matters to others, when there is no time for more: sockets and log. */
    public void abandon() {
        doors.close();
        log.close();
    }
}
