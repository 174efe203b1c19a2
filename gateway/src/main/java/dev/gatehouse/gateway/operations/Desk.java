package dev.gatehouse.gateway.operations;

import dev.gatehouse.engine.house.InstallationException;
import dev.gatehouse.gateway.Gate;
import dev.gatehouse.gateway.admin.Administration;
import dev.gatehouse.gateway.metrics.HealthBoard;
import dev.gatehouse.gateway.net.Listener;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;

/** Answers the operators of a service. */
final class Desk implements Administration {

    private final Service service;

    Desk(Service service) {
        this.service = service;
    }

    @Override
    public void status(JsonGenerator json) {
        Gate gate = service.gate();
        Gate.Load load = gate.load();
        json.writeStringProperty("state", service.state().name().toLowerCase(Locale.ROOT));
        json.writeBooleanProperty("ready", service.ready());
        json.writeNumberProperty("pid", ProcessHandle.current().pid());
        json.writeStringProperty("gatehouse", service.plan().version());
        json.writeNumberProperty(
                "uptimeSeconds", ManagementFactory.getRuntimeMXBean().getUptime() / 1000);
        json.writeNumberProperty("generation", gate.lineup().generation());
        json.writeNumberProperty("reloads", service.reporter().reloads());
        json.writeNumberProperty("reloadFailures", service.reporter().failures());
        json.writeNumberProperty("messages", load.messages());
        json.writeNumberProperty("places", gate.settings().places());
        json.writeNumberProperty("waiting", load.waiting());
        json.writeNumberProperty("bytesInFlight", load.bytes());
        json.writeNumberProperty("abandonedScans", load.abandoned());
        json.writeNumberProperty("logDroppedLines", service.log().dropped());
        json.writeArrayPropertyStart("listeners");
        for (Listener listener : service.listeners()) {
            json.writeStartObject();
            json.writeStringProperty("name", listener.name());
            json.writeStringProperty("protocol", listener.protocol().name());
            json.writeStringProperty("address", listener.endpoint().toString());
            json.writeNumberProperty("connections", listener.connections());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    @Override
    public void lineup(JsonGenerator json) {
        json.writeNumberProperty("generation", service.gate().lineup().generation());
        json.writeArrayPropertyStart("backends");
        for (HealthBoard.Entry entry : service.health().entries()) {
            json.writeStartObject();
            json.writeStringProperty("name", entry.name());
            json.writeStringProperty("role", entry.role().name().toLowerCase(Locale.ROOT));
            json.writeBooleanProperty("healthy", entry.healthy());
            entry.trouble().ifPresent(trouble -> json.writeStringProperty("trouble", trouble));
            entry.identity().ifPresent(identity -> {
                json.writeStringProperty("vendor", identity.vendor());
                json.writeStringProperty("product", identity.product());
                json.writeStringProperty("engineVersion", identity.engineVersion());
                json.writeStringProperty("signatureVersion", identity.signatureVersion());
                identity.signatureTime().ifPresent(time -> json.writeStringProperty("signatureTime", time.toString()));
            });
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    @Override
    public Outcome reload() {
        try {
            long generation = service.reload("admin");
            return new Outcome.Done(json -> json.writeNumberProperty("generation", generation));
        } catch (InstallationException e) {
            return new Outcome.Refused(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void shutdown() {
        service.shutdown();
    }
}
