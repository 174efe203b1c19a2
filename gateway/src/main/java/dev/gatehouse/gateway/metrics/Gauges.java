package dev.gatehouse.gateway.metrics;

import dev.gatehouse.gateway.Gate;
import dev.gatehouse.gateway.net.Listener;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** What is looked up when it is asked for: how full the gate is, how the backends are, how the virtual machine is. */
public final class Gauges {

    private final PrometheusRegistry registry;

    private Gauges(PrometheusRegistry registry) {
        this.registry = registry;
    }

    /**
     * Registers all of them.
     *
     * @param listeners those that are open
     * @param droppedLines how many lines of the log were dropped so far
     */
    public static void register(
            GatewayMetrics metrics,
            Gate gate,
            Supplier<List<Listener>> listeners,
            HealthBoard health,
            LongSupplier droppedLines) {
        Gauges gauges = new Gauges(metrics.registry());
        gauges.gate(gate);
        gauges.connections(listeners);
        gauges.backends(health);
        gauges.counter("gatehouse_log_dropped_lines", "Lines of the log that were dropped.", droppedLines::getAsLong);
        gauges.machine();
    }

    private void gate(Gate gate) {
        gauge(
                "gatehouse_messages",
                "Messages that have a place.",
                () -> gate.load().messages());
        gauge(
                "gatehouse_places",
                "How many messages may have one.",
                () -> gate.settings().places());
        gauge(
                "gatehouse_waiting",
                "Messages that wait for a place, or for room.",
                () -> gate.load().waiting());
        gauge(
                "gatehouse_bytes_in_flight",
                "Bytes of messages that are kept.",
                () -> gate.load().bytes());
        gauge(
                "gatehouse_bytes_in_flight_limit",
                "How many may be kept.",
                () -> gate.settings().bytesInFlight());
        gauge(
                "gatehouse_scan_threads",
                "How many messages are scanned at a time.",
                () -> gate.settings().threads());
        counter(
                "gatehouse_abandoned_scans",
                "Scans that did not end with their deadline and were left to themselves.",
                () -> gate.load().abandoned());
        gauge(
                "gatehouse_lineup_generation",
                "The lineup that scans.",
                () -> gate.lineup().generation());
    }

    private void connections(Supplier<List<Listener>> listeners) {
        GaugeWithCallback.builder()
                .name("gatehouse_connections")
                .help("Clients that are connected.")
                .labelNames("protocol", "listener")
                .callback(callback -> listeners
                        .get()
                        .forEach(listener -> callback.call(
                                listener.connections(), listener.protocol().name(), listener.name())))
                .register(registry);
    }

    private void backends(HealthBoard health) {
        GaugeWithCallback.builder()
                .name("gatehouse_backend_up")
                .help("Whether a backend can scan: 1 or 0.")
                .labelNames("backend", "role")
                .callback(callback -> health.entries()
                        .forEach(entry -> callback.call(
                                entry.healthy() ? 1 : 0,
                                entry.name(),
                                entry.role().name().toLowerCase(java.util.Locale.ROOT))))
                .register(registry);
        GaugeWithCallback.builder()
                .name("gatehouse_backend_signature_age_seconds")
                .help("How old a backend's signatures are, where it tells.")
                .labelNames("backend")
                .callback(callback -> health.entries()
                        .forEach(entry -> entry.identity()
                                .flatMap(identity -> identity.signatureTime())
                                .ifPresent(time -> callback.call(
                                        Duration.between(time, Instant.now()).toMillis() / 1e3, entry.name()))))
                .register(registry);
        GaugeWithCallback.builder()
                .name("gatehouse_backend_info")
                .help("Who a backend is; always 1.")
                .labelNames("backend", "product", "engine_version", "signature_version")
                .callback(callback -> health.entries()
                        .forEach(entry -> entry.identity()
                                .ifPresent(identity -> callback.call(
                                        1,
                                        entry.name(),
                                        identity.product(),
                                        identity.engineVersion(),
                                        identity.signatureVersion()))))
                .register(registry);
    }

    private void machine() {
        memory("jvm_memory_heap", () -> ManagementFactory.getMemoryMXBean().getHeapMemoryUsage());
        memory("jvm_memory_nonheap", () -> ManagementFactory.getMemoryMXBean().getNonHeapMemoryUsage());
        gauge(
                "jvm_threads",
                "Platform threads.",
                () -> ManagementFactory.getThreadMXBean().getThreadCount());
        CounterWithCallback.builder()
                .name("jvm_gc_seconds")
                .help("Time spent in collections.")
                .labelNames("collector")
                .callback(callback -> ManagementFactory.getGarbageCollectorMXBeans()
                        .forEach(bean -> callback.call(bean.getCollectionTime() / 1e3, bean.getName())))
                .register(registry);
        gauge(
                "process_start_time_seconds",
                "When the process began, in seconds of the epoch.",
                () -> ManagementFactory.getRuntimeMXBean().getStartTime() / 1e3);
        gauge("process_open_fds", "Open descriptors.", Gauges::openDescriptors);
        gauge("process_resident_memory_bytes", "Memory that is in use, mapped files with it.", Gauges::residentBytes);
    }

    private void memory(String name, Supplier<MemoryUsage> usage) {
        gauge(
                name + "_used_bytes",
                "Memory of the virtual machine that is used.",
                () -> usage.get().getUsed());
        gauge(
                name + "_committed_bytes",
                "Memory of the virtual machine that is reserved for use.",
                () -> usage.get().getCommitted());
    }

    private static double openDescriptors() {
        String[] open = new java.io.File("/proc/self/fd").list();
        return open == null ? Double.NaN : open.length;
    }

    private static double residentBytes() {
        try {
            for (String line : java.nio.file.Files.readAllLines(java.nio.file.Path.of("/proc/self/status"))) {
                if (line.startsWith("VmRSS:")) {
                    return Long.parseLong(line.replaceAll("\\D", "")) * 1024.0;
                }
            }
        } catch (java.io.IOException | NumberFormatException e) {
            // not Linux
        }
        return Double.NaN;
    }

    private void gauge(String name, String help, DoubleSupplier value) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .callback(callback -> callback.call(value.getAsDouble()))
                .register(registry);
    }

    private void counter(String name, String help, DoubleSupplier value) {
        CounterWithCallback.builder()
                .name(name)
                .help(help)
                .callback(callback -> callback.call(value.getAsDouble()))
                .register(registry);
    }
}
