package dev.gatehouse.cli.output;

import dev.gatehouse.engine.ScanReport;
import dev.gatehouse.engine.report.BackendJson;
import dev.gatehouse.engine.report.ReportJson;
import dev.gatehouse.spi.Reason;
import dev.gatehouse.spi.ReasonCode;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * What a run has to say as JSON objects; docs/report-format.md describes them. Names are {@link JsonText}.
 */
final class JsonShape {

    private static final double NANOS_PER_MILLI = 1e6;
    private static final JsonFactory FACTORY = new JsonFactory();

    private JsonShape() {}

    static byte[] scanned(ScanReport report) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), bytes)) {
            ReportJson.write(json, report.named(JsonText.valid(report.path())));
        }
        return bytes.toByteArray();
    }

    /** A place that was not scanned, with the fields that a report of a file begins with. */
    static byte[] notScanned(String path, String verdict, List<Reason> reasons) {
        return object(json -> {
            json.writeStringProperty("path", JsonText.valid(path));
            json.writeStringProperty("verdict", verdict);
            json.writeArrayPropertyStart("findings");
            json.writeEndArray();
            json.writeArrayPropertyStart("reasons");
            for (Reason reason : reasons) {
                json.writeStartObject();
                json.writeArrayPropertyStart("path");
                json.writeEndArray();
                json.writeStringProperty("code", reason.code().id());
                json.writeStringProperty(
                        "category", reason.code().category().name().toLowerCase(Locale.ROOT));
                json.writeStringProperty("detail", JsonText.valid(reason.detail()));
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    static byte[] summary(Summary summary) {
        return object(json -> {
            json.writeArrayPropertyStart("backends");
            summary.backends().forEach(backend -> backend(json, backend, summary.approvals()));
            json.writeEndArray();
            summary.approvals().write(json);
            json.writeNumberProperty("folders", summary.folders());
            json.writeNumberProperty("files", summary.files());
            json.writeNumberProperty("parts", summary.parts());
            json.writeNumberProperty("bytes", summary.bytes());
            json.writeNumberProperty("infectedFiles", summary.infectedFiles());
            json.writeNumberProperty("findings", summary.findings());
            json.writeNumberProperty("incompleteFiles", summary.incompleteFiles());
            json.writeNumberProperty("errors", summary.failures());
            json.writeNumberProperty("excluded", summary.excluded());
            counts(json, "incomplete", summary.incomplete());
            counts(json, "skipped", summary.skipped());
            json.writeNumberProperty("timeMillis", summary.time().toNanos() / NANOS_PER_MILLI);
            json.writeBooleanProperty("interrupted", summary.interrupted());
        });
    }

    private static byte[] object(Consumer<JsonGenerator> body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), bytes)) {
            json.writeStartObject();
            body.accept(json);
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    private static void backend(JsonGenerator json, BackendSummary backend, ApprovalFacts approvals) {
        json.writeStartObject();
        json.writeStringProperty("name", JsonText.valid(backend.name()));
        json.writeStringProperty("role", backend.role().name().toLowerCase(Locale.ROOT));
        BackendJson.identity(json, backend.identity());
        approvals.write(json, backend.name());
        backend.vacancy().ifPresent(trouble -> json.writeStringProperty("vacant", JsonText.valid(trouble)));
        backend.share().ifPresent(share -> {
            json.writeNumberProperty("questions", share.questions());
            json.writeNumberProperty("infectedFiles", share.infectedFiles());
            json.writeNumberProperty("unjudgedFiles", share.unjudgedFiles());
            json.writeNumberProperty("timeMillis", share.time().toNanos() / NANOS_PER_MILLI);
        });
        json.writeEndObject();
    }

    private static void counts(JsonGenerator json, String name, Map<ReasonCode, Long> counts) {
        json.writeObjectPropertyStart(name);
        counts.forEach((code, count) -> json.writeNumberProperty(code.id(), count.longValue()));
        json.writeEndObject();
    }
}
