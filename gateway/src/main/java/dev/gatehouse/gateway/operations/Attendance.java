package dev.gatehouse.gateway.operations;

import dev.gatehouse.gateway.log.EventLog;
import dev.gatehouse.gateway.log.Level;
import dev.gatehouse.gateway.log.RequestEvents;
import dev.gatehouse.gateway.metrics.GatewayMetrics;
import dev.gatehouse.gateway.net.Served;
import dev.gatehouse.gateway.net.Witness;
import java.io.PrintWriter;
import java.io.StringWriter;

/** Sees what happens on one listener, and hands it to the log and the metrics. */
final class Attendance implements Witness {

    private final String name;
    private final EventLog log;
    private final RequestEvents requests;
    private final GatewayMetrics metrics;

    Attendance(String name, EventLog log, RequestEvents requests, GatewayMetrics metrics) {
        this.name = name;
        this.log = log;
        this.requests = requests;
        this.metrics = metrics;
    }

    @Override
    public void served(Served served) {
        metrics.served(name, served);
        requests.served(name, served);
    }

    @Override
    public void troubled(String listener, String link, String message) {
        metrics.troubled(name);
        log.write(
                Level.WARNING,
                "trouble",
                fields -> fields.text("listener", listener).text("link", link).text("message", message));
    }

    @Override
    public void faulted(String listener, String link, Throwable fault) {
        metrics.faulted(name);
        StringWriter trace = new StringWriter();
        fault.printStackTrace(new PrintWriter(trace));
        log.write(
                Level.ERROR,
                "fault",
                fields -> fields.text("listener", listener)
                        .text("link", link)
                        .text("message", fault.toString())
                        .text("trace", trace.toString().replace("\n\t", " | ")));
    }
}
