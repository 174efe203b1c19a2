package dev.gatehouse.cli.output;

import dev.gatehouse.engine.LineupEntry;
import dev.gatehouse.engine.report.BackendJson;
import dev.gatehouse.spi.BackendIdentity;
import dev.gatehouse.spi.BackendProvider;
import dev.gatehouse.spi.ConfigurationKey;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** What is installed and configured as a JSON document; docs/cli.md shows it. */
public final class BackendsJson {

    private static final JsonFactory FACTORY = new JsonFactory();

    private BackendsJson() {}

    /**
     * A configured backend.
     *
     * @param state one word
     * @param message why it is not ready; empty when it is
     */
    public record Row(
            LineupEntry entry, String state, String message, Optional<BackendIdentity> identity, List<String> remarks) {

        /** Copies the list. */
        public Row {
            remarks = List.copyOf(remarks);
        }
    }

    /** The document, without the line's end. */
    public static String list(
            List<BackendProvider> installed, List<Row> configured, ApprovalFacts approvals, List<String> troubles) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            out.writeStartObject();
            out.writeArrayPropertyStart("types");
            installed.forEach(provider -> type(out, provider));
            out.writeEndArray();
            out.writeArrayPropertyStart("backends");
            configured.forEach(row -> backend(out, row, approvals));
            out.writeEndArray();
            approvals.write(out);
            strings(out, "troubles", troubles);
            out.writeEndObject();
        }
        return text.toString();
    }

    private static void type(JsonGenerator out, BackendProvider provider) {
        out.writeStartObject();
        out.writeStringProperty("type", provider.type());
        out.writeArrayPropertyStart("keys");
        for (ConfigurationKey key : provider.configurationKeys()) {
            out.writeStartObject();
            out.writeStringProperty("name", key.name());
            out.writeStringProperty("description", key.description());
            out.writeBooleanProperty("repeatable", key.repeatable());
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    private static void backend(JsonGenerator out, Row row, ApprovalFacts approvals) {
        out.writeStartObject();
        out.writeStringProperty("name", row.entry.configuration().name());
        out.writeStringProperty("type", row.entry.type());
        out.writeStringProperty("role", row.entry.role().name().toLowerCase(Locale.ROOT));
        out.writeStringProperty("state", row.state);
        if (!row.message.isEmpty()) {
            out.writeStringProperty("message", row.message);
        }
        row.identity.ifPresent(identity -> BackendJson.identity(out, identity));
        approvals.write(out, row.entry.configuration().name());
        strings(out, "remarks", row.remarks);
        out.writeEndObject();
    }

    private static void strings(JsonGenerator out, String field, List<String> values) {
        out.writeArrayPropertyStart(field);
        values.forEach(out::writeString);
        out.writeEndArray();
    }
}
