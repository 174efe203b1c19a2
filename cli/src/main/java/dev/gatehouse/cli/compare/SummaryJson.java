package dev.gatehouse.cli.compare;

import dev.gatehouse.cli.output.JsonText;
import dev.gatehouse.engine.report.BackendJson;
import tools.jackson.core.JsonGenerator;

/** The figures of a comparison as fields of a JSON object. */
final class SummaryJson {

    private SummaryJson() {}

    static void write(JsonGenerator json, Comparison comparison) {
        JsonForm.text(json, "conclusion", Conclusion.of(comparison));
        json.writeStringProperty("begun", comparison.begun().toString());
        JsonForm.millis(json, "timeMillis", comparison.took());
        JsonForm.text(json, "machine", comparison.machine());
        json.writeArrayPropertyStart("corpus");
        comparison.corpus().forEach(name -> json.writeString(JsonText.valid(name)));
        json.writeEndArray();
        json.writeNumberProperty("files", comparison.files());
        json.writeNumberProperty("bytes", comparison.bytes());
        json.writeNumberProperty("unread", comparison.unread());
        json.writeNumberProperty("leftOut", comparison.leftOut());
        json.writeBooleanProperty("interrupted", comparison.interrupted());
        json.writeArrayPropertyStart("engines");
        comparison.engines().forEach(engine -> engine(json, engine));
        json.writeEndArray();
        all(json, comparison.all());
        json.writeArrayPropertyStart("pairs");
        comparison.pairs().forEach(pair -> pair(json, comparison, pair));
        json.writeEndArray();
    }

    private static void engine(JsonGenerator json, EngineResult engine) {
        json.writeStartObject();
        JsonForm.text(json, "name", engine.name());
        BackendJson.identity(json, engine.identity());
        json.writeStringProperty("openedBy", engine.opensFiles() ? "itself" : "gatehouse");
        json.writeNumberProperty("found", engine.found());
        json.writeNumberProperty("clean", engine.clean());
        json.writeNumberProperty("incomplete", engine.incomplete());
        json.writeNumberProperty("failed", engine.failed());
        json.writeNumberProperty("alone", engine.alone());
        json.writeNumberProperty("missed", engine.missed());
        Timings timings = engine.timings();
        json.writeNumberProperty("timedFiles", timings.count());
        json.writeNumberProperty("timedBytes", engine.timedBytes());
        JsonForm.millis(json, "openingMillis", engine.opening());
        JsonForm.millis(json, "timeMillis", timings.total());
        JsonForm.millis(json, "medianMillis", timings.within(0.5));
        JsonForm.millis(json, "p95Millis", timings.within(0.95));
        JsonForm.millis(json, "longestMillis", timings.longest());
        json.writeNumberProperty("megabytesPerSecond", engine.megabytesPerSecond());
        json.writeNumberProperty("filesPerSecond", engine.filesPerSecond());
        json.writeEndObject();
    }

    private static void all(JsonGenerator json, AllCount all) {
        json.writeObjectPropertyStart("all");
        json.writeNumberProperty("allFound", all.allFound());
        json.writeNumberProperty("someFound", all.someFound());
        json.writeNumberProperty("noneFound", all.noneFound());
        json.writeNumberProperty("notComparable", all.notComparable());
        json.writeNumberProperty("foundAmongNotComparable", all.foundAmongNotComparable());
        json.writeNumberProperty("failed", all.failed());
        json.writeEndObject();
    }

    private static void pair(JsonGenerator json, Comparison comparison, PairCount pair) {
        json.writeStartObject();
        JsonForm.text(json, "first", comparison.engines().get(pair.first()).name());
        JsonForm.text(json, "second", comparison.engines().get(pair.second()).name());
        json.writeNumberProperty("both", pair.both());
        json.writeNumberProperty("onlyFirst", pair.onlyFirst());
        json.writeNumberProperty("onlySecond", pair.onlySecond());
        json.writeNumberProperty("neither", pair.neither());
        json.writeNumberProperty("notComparable", pair.notComparable());
        json.writeNumberProperty("firstAlone", pair.firstAlone());
        json.writeNumberProperty("secondAlone", pair.secondAlone());
        json.writeNumberProperty("unsettled", pair.unsettled());
        json.writeEndObject();
    }
}
