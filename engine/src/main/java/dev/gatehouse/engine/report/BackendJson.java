package dev.gatehouse.engine.report;

import dev.gatehouse.engine.BackendReport;
import dev.gatehouse.spi.BackendIdentity;
import dev.gatehouse.spi.Reason;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;

/** Writes what the backends of a lineup are and did, as part of a report or by itself. */
public final class BackendJson {

    private BackendJson() {}

    /** Writes one backend's part in a file as an object where the generator stands. */
    static void write(JsonGenerator out, BackendReport backend) {
        out.writeStartObject();
        ReportJson.text(out, "name", backend.name());
        out.writeStringProperty("role", word(backend.role()));
        out.writeBooleanProperty("counted", backend.counted());
        out.writeStringProperty("outcome", word(backend.outcome()));
        out.writeNumberProperty("questions", backend.questions());
        ReportJson.millis(out, backend.time());
        out.writeBooleanProperty("stale", backend.stale());
        if (!backend.reasons().isEmpty()) {
            out.writeArrayPropertyStart("reasons");
            for (Reason reason : backend.reasons()) {
                out.writeStartObject();
                ReportJson.reason(out, reason);
                out.writeEndObject();
            }
            out.writeEndArray();
        }
        identity(out, backend.identity());
        out.writeEndObject();
    }

    /** Writes who a backend is as fields of the object in which the generator stands. */
    public static void identity(JsonGenerator out, BackendIdentity identity) {
        ReportJson.text(out, "vendor", identity.vendor());
        ReportJson.text(out, "product", identity.product());
        ReportJson.text(out, "engineVersion", identity.engineVersion());
        ReportJson.text(out, "signatureVersion", identity.signatureVersion());
        identity.signatureTime().ifPresent(time -> out.writeStringProperty("signatureTime", time.toString()));
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
