package dev.gatehouse.cli.compare;

import dev.gatehouse.cli.output.Draft;
import dev.gatehouse.cli.output.JsonText;
import dev.gatehouse.engine.LocatedReason;
import dev.gatehouse.spi.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * One JSON document, written as it comes: every file that was not clean to all engines, then every figure. It appears
 * whole when the comparison ends. docs/comparison.md describes it.
 */
public final class JsonForm implements Audience {

    private static final JsonFactory FACTORY = new JsonFactory();
    private static final double NANOS_PER_MILLI = 1e6;

    private final Draft draft;
    private final List<String> names;
    private boolean first = true;

    /**
     * Begins a document.
     *
     * @param names of the engines, in their order
     * @throws IOException if no file can be made in the folder
     */
    public JsonForm(Path place, List<String> names) throws IOException {
        this.draft = new Draft(place);
        this.names = List.copyOf(names);
    }

    @Override
    public void compared(FileComparison file) throws IOException {
        if (file.isNoteworthy()) {
            next(json -> {
                text(json, "path", file.name());
                json.writeNumberProperty("size", file.size());
                json.writeStringProperty("sha256", file.sha256());
                json.writeBooleanProperty("differs", file.differs());
                json.writeArrayPropertyStart("engines");
                for (int i = 0; i < names.size(); i++) {
                    answer(json, names.get(i), file.answers().get(i));
                }
                json.writeEndArray();
            });
        }
    }

    @Override
    public void unread(Unread place) throws IOException {
        next(json -> {
            text(json, "path", place.name());
            json.writeObjectPropertyStart("unread");
            reason(json, place.reason());
            json.writeEndObject();
        });
    }

    @Override
    public void end(Comparison comparison) throws IOException {
        ascii((first ? "{\"files\":[" : "") + "],\n\"summary\":");
        draft.write(object(json -> SummaryJson.write(json, comparison)));
        ascii("}\n");
        draft.finish();
    }

    private static void answer(JsonGenerator json, String name, Answer answer) {
        json.writeStartObject();
        text(json, "name", name);
        json.writeStringProperty("outcome", answer.standing().id());
        json.writeArrayPropertyStart("findings");
        for (Detection found : answer.detections()) {
            json.writeStartObject();
            path(json, found.path());
            text(json, "name", found.name());
            if (!found.path().isEmpty()) {
                found.sha256().ifPresent(digest -> json.writeStringProperty("sha256", digest));
            }
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeNumberProperty("allFindings", answer.allDetections());
        json.writeArrayPropertyStart("reasons");
        for (LocatedReason located : answer.reasons()) {
            json.writeStartObject();
            path(json, located.path());
            reason(json, located.reason());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeNumberProperty("allReasons", answer.allReasons());
        millis(json, "timeMillis", answer.time());
        json.writeEndObject();
    }

    private static void path(JsonGenerator json, List<String> path) {
        json.writeArrayPropertyStart("path");
        path.forEach(level -> json.writeString(JsonText.valid(level)));
        json.writeEndArray();
    }

    private static void reason(JsonGenerator json, Reason reason) {
        json.writeStringProperty("code", reason.code().id());
        json.writeStringProperty("category", reason.code().category().name().toLowerCase(Locale.ROOT));
        text(json, "detail", reason.detail());
    }

    static void text(JsonGenerator json, String field, String value) {
        json.writeStringProperty(field, JsonText.valid(value));
    }

    static void millis(JsonGenerator json, String field, Duration time) {
        json.writeNumberProperty(field, time.toNanos() / NANOS_PER_MILLI);
    }

    private void next(Consumer<JsonGenerator> body) throws IOException {
        ascii(first ? "{\"files\":[" : ",\n");
        first = false;
        draft.write(object(body));
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

    private void ascii(String text) throws IOException {
        draft.write(text.getBytes(StandardCharsets.US_ASCII));
    }
}
