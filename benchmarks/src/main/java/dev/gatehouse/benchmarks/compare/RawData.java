package dev.gatehouse.benchmarks.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** All runs as JSON: an array of objects, one a run. */
final class RawData {

    private RawData() {}

    /** Writes the file. */
    static void write(Path file, List<Run> runs) throws IOException {
        try (JsonGenerator json = new JsonFactory()
                .createGenerator(ObjectWriteContext.empty(), Files.newOutputStream(file), JsonEncoding.UTF8)) {
            json.writeStartArray();
            for (Run run : runs) {
                json.writeStartObject();
                json.writeStringProperty("program", run.contender().label());
                json.writeStringProperty("database", run.database().name());
                json.writeNumberProperty("signatures", run.database().signatures());
                json.writeStringProperty("files", run.target().name());
                json.writeNumberProperty("bytes", run.target().bytes());
                json.writeNumberProperty("wallSeconds", run.cost().wallSeconds());
                json.writeNumberProperty("cpuSeconds", run.cost().cpuSeconds());
                json.writeNumberProperty("peakKilobytes", run.cost().peakKilobytes());
                json.writeNumberProperty("exitCode", run.cost().exitCode());
                json.writeNumberProperty("detections", run.cost().detections().size());
                json.writeEndObject();
            }
            json.writeEndArray();
        }
    }
}
