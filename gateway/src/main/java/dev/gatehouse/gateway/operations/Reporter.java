package dev.gatehouse.gateway.operations;

import dev.gatehouse.engine.Lineup;
import dev.gatehouse.engine.house.HouseListener;
import dev.gatehouse.gateway.log.EventLog;
import dev.gatehouse.gateway.log.Level;
import dev.gatehouse.gateway.metrics.GatewayMetrics;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/** Tells the log, the metrics and systemd what becomes of the lineup. */
final class Reporter implements HouseListener {

    private final EventLog log;
    private final GatewayMetrics metrics;
    private final AtomicLong reloads = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();

    Reporter(EventLog log, GatewayMetrics metrics) {
        this.log = log;
        this.metrics = metrics;
    }

    @Override
    public void warned(String message) {
        log.write(Level.WARNING, "warning", oneLine(message));
    }

    @Override
    public void reloaded(String cause, Lineup lineup, Duration time) {
        reloads.incrementAndGet();
        metrics.reloaded(cause, time);
        log.write(
                Level.INFO,
                "reloaded",
                fields -> fields.text("cause", cause)
                        .number("generation", lineup.generation())
                        .millis("millis", time));
    }

    @Override
    public void reloadFailed(String cause, String message) {
        failures.incrementAndGet();
        metrics.reloadFailed(cause);
        log.write(
                Level.ERROR,
                "reload-failed",
                fields -> fields.text("cause", cause).text("message", oneLine(message)));
    }

    private static String oneLine(String message) {
        return message.lines().map(String::strip).collect(Collectors.joining(" | "));
    }

    /** How many other lineups were opened. */
    long reloads() {
        return reloads.get();
    }

    /** How many could not be. */
    long failures() {
        return failures.get();
    }
}
