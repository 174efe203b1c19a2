package dev.gatehouse.gateway.metrics;

import dev.gatehouse.engine.BackendReport;
import dev.gatehouse.engine.ScanReport;
import dev.gatehouse.gateway.log.RequestEvents;
import dev.gatehouse.gateway.net.Served;
import dev.gatehouse.gateway.policy.Concern;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;

/** Counts what happens. Called by any number of threads, none of which waits. */
public final class GatewayMetrics {

    /** From a small text to what a proxy still waits for, in seconds. */
    private static final double[] SECONDS = {
        0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120
    };

    private static final String NONE = "none";

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final PrometheusTextFormatWriter writer =
            PrometheusTextFormatWriter.builder().build();
    private final Counter requests;
    private final Counter concerns;
    private final Counter bytes;
    private final Histogram requestSeconds;
    private final Histogram scanSeconds;
    private final Counter troubles;
    private final Counter faults;
    private final Counter reloads;
    private final Histogram reloadSeconds;
    private final Counter backendOutcomes;
    private final Histogram backendSeconds;

    /** With nothing counted yet. */
    public GatewayMetrics() {
        requests = counter("gatehouse_requests", "Requests that were answered.", "protocol", "listener", "verdict");
        concerns = counter(
                "gatehouse_concerns",
                "Reasons for which content did not simply pass.",
                "protocol",
                "listener",
                "concern");
        bytes = counter("gatehouse_request_bytes", "Bytes of content that came with requests.", "protocol", "listener");
        requestSeconds = histogram(
                "gatehouse_request_seconds",
                "From a request's first byte to its answer's last.",
                "protocol",
                "listener");
        scanSeconds = histogram(
                "gatehouse_scan_seconds", "From the opening of a content to its verdict.", "protocol", "listener");
        troubles = counter(
                "gatehouse_troubles",
                "Clients that broke the rules, were too slow, or left in the middle.",
                "listener");
        faults = counter("gatehouse_faults", "Mistakes of the house's own.", "listener");
        reloads = counter("gatehouse_reloads", "Changes of the lineup that were tried.", "cause", "outcome");
        reloadSeconds = histogram("gatehouse_reload_seconds", "How long it took to open another lineup.");
        backendOutcomes = counter("gatehouse_backend_scans", "What came of a backend in a scan.", "backend", "outcome");
        backendSeconds = histogram(
                "gatehouse_backend_seconds",
                "How long a backend took to answer, over all parts of a content.",
                "backend");
    }

    private Counter counter(String name, String help, String... labels) {
        return Counter.builder()
                .name(name)
                .help(help)
                .labelNames(labels)
                .withoutExemplars()
                .register(registry);
    }

    private Histogram histogram(String name, String help, String... labels) {
        return Histogram.builder()
                .name(name)
                .help(help)
                .labelNames(labels)
                .classicOnly()
                .classicUpperBounds(SECONDS)
                .withoutExemplars()
                .register(registry);
    }

    /** Where gauges are registered. */
    PrometheusRegistry registry() {
        return registry;
    }

    /** A request was answered on a listener. */
    public void served(String listener, Served served) {
        String protocol = served.protocol();
        String verdict = served.report().map(RequestEvents::verdict).orElse(NONE);
        requests.labelValues(protocol, listener, verdict).inc();
        bytes.labelValues(protocol, listener).inc(served.bytes());
        requestSeconds.labelValues(protocol, listener).observe(seconds(served.time()));
        served.report().ifPresent(report -> scanned(protocol, listener, report));
    }

    private void scanned(String protocol, String listener, ScanReport report) {
        for (Concern concern : Concern.of(report)) {
            concerns.labelValues(protocol, listener, concern.id()).inc();
        }
        scanSeconds.labelValues(protocol, listener).observe(seconds(report.time()));
        for (BackendReport backend : report.backends()) {
            backendOutcomes
                    .labelValues(backend.name(), backend.outcome().name().toLowerCase(Locale.ROOT))
                    .inc();
            if (backend.questions() > 0) {
                backendSeconds.labelValues(backend.name()).observe(seconds(backend.time()));
            }
        }
    }

    /** A client broke the rules, was too slow, or left in the middle. */
    public void troubled(String listener) {
        troubles.labelValues(listener).inc();
    }

    /** The house made a mistake. */
    public void faulted(String listener) {
        faults.labelValues(listener).inc();
    }

    /** Another lineup scans. */
    public void reloaded(String cause, Duration time) {
        reloads.labelValues(cause, "done").inc();
        DistributionDataPoint times = reloadSeconds;
        times.observe(seconds(time));
    }

    /** Another lineup should have scanned. */
    public void reloadFailed(String cause) {
        reloads.labelValues(cause, "failed").inc();
    }

    private static double seconds(Duration time) {
        return time.toNanos() / 1e9;
    }

    /** The media type of {@link #text}. */
    String mediaType() {
        return writer.getContentType();
    }

    /** All figures of this moment, in Prometheus's text format. */
    public String text() {
        ByteArrayOutputStream text = new ByteArrayOutputStream(16 << 10);
        try {
            writer.write(text, registry.scrape());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString(StandardCharsets.UTF_8);
    }
}
