package dev.gatehouse.engine.report;

import dev.gatehouse.engine.BackendFinding;
import dev.gatehouse.engine.LocatedFinding;
import dev.gatehouse.engine.LocatedReason;
import dev.gatehouse.engine.PartReport;
import dev.gatehouse.engine.ScanReport;
import dev.gatehouse.engine.Verdict;
import dev.gatehouse.spi.ContentType;
import dev.gatehouse.spi.Finding;
import dev.gatehouse.spi.Occurrence;
import dev.gatehouse.spi.Reason;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes scan reports as JSON, RFC 8259. The fields are documented in docs/report-format.md and stay as they are once
 * published. Whatever a file's or member's name holds, the output is valid: what is not a character becomes U+FFFD.
 */
public final class ReportJson {

    private static final char REPLACEMENT = '\uFFFD';
    private static final double NANOS_PER_MILLI = 1e6;

    /** How many places of a match are written: a pattern may match at every byte. */
    private static final int MAX_OCCURRENCES = 64;

    private static final JsonFactory FACTORY = new JsonFactory();

    private ReportJson() {}

    /** One report as one line of JSON, without the line's end. */
    public static String line(ScanReport report) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            write(out, report);
        }
        return text.toString();
    }

    /** Writes one report as an object where the generator stands. */
    public static void write(JsonGenerator out, ScanReport report) {
        out.writeStartObject();
        text(out, "path", report.path());
        verdict(out, report.verdict());
        out.writeNumberProperty("parts", report.parts());
        out.writeNumberProperty("bytes", report.bytes());
        out.writeNumberProperty("generation", report.generation());
        millis(out, report.time());
        if (!report.outvoted().isEmpty()) {
            located(out, "outvoted", report.outvoted());
        }
        if (!report.backends().isEmpty()) {
            out.writeArrayPropertyStart("backends");
            report.backends().forEach(backend -> BackendJson.write(out, backend));
            out.writeEndArray();
        }
        out.writeName("root");
        part(out, report.root());
        out.writeEndObject();
    }

    private static void verdict(JsonGenerator out, Verdict verdict) {
        switch (verdict) {
            case Verdict.Infected(List<LocatedFinding> findings, List<LocatedReason> reasons) ->
                verdict(out, "infected", findings, reasons);
            case Verdict.Incomplete(List<LocatedReason> reasons) -> verdict(out, "incomplete", List.of(), reasons);
            case Verdict.Failed(List<Reason> reasons) ->
                verdict(
                        out,
                        "failed",
                        List.of(),
                        reasons.stream()
                                .map(reason -> new LocatedReason(List.of(), reason))
                                .toList());
            case Verdict.Clean() -> verdict(out, "clean", List.of(), List.of());
        }
    }

    private static void verdict(
            JsonGenerator out, String name, List<LocatedFinding> findings, List<LocatedReason> reasons) {
        out.writeStringProperty("verdict", name);
        located(out, "findings", findings);
        out.writeArrayPropertyStart("reasons");
        for (LocatedReason located : reasons) {
            out.writeStartObject();
            path(out, located.path());
            reason(out, located.reason());
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private static void located(JsonGenerator out, String field, List<LocatedFinding> findings) {
        out.writeArrayPropertyStart(field);
        for (LocatedFinding located : findings) {
            out.writeStartObject();
            path(out, located.path());
            finding(out, located.backend(), located.finding());
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private static void path(JsonGenerator out, List<String> path) {
        out.writeArrayPropertyStart("path");
        for (String name : path) {
            out.writeString(characters(name));
        }
        out.writeEndArray();
    }

    private static void finding(JsonGenerator out, String backend, Finding finding) {
        text(out, "backend", backend);
        text(out, "name", finding.name());
        finding.offset().ifPresent(offset -> out.writeNumberProperty("offset", offset));
        occurrences(out, finding.occurrences());
        if (!finding.metadata().isEmpty()) {
            out.writeObjectPropertyStart("metadata");
            new TreeMap<>(finding.metadata()).forEach((key, value) -> text(out, characters(key), value));
            out.writeEndObject();
        }
    }

    /** An offset alone is said already. */
    private static void occurrences(JsonGenerator out, List<Occurrence> all) {
        if (all.isEmpty()
                || (all.size() == 1
                        && all.getFirst().pattern().isEmpty()
                        && all.getFirst().length().isEmpty())) {
            return;
        }
        out.writeArrayPropertyStart("occurrences");
        for (Occurrence occurrence : all.subList(0, Math.min(all.size(), MAX_OCCURRENCES))) {
            out.writeStartObject();
            if (!occurrence.pattern().isEmpty()) {
                text(out, "pattern", occurrence.pattern());
            }
            out.writeNumberProperty("offset", occurrence.offset());
            occurrence.length().ifPresent(length -> out.writeNumberProperty("length", length));
            out.writeEndObject();
        }
        out.writeEndArray();
        if (all.size() > MAX_OCCURRENCES) {
            out.writeNumberProperty("occurrencesLeftOut", all.size() - MAX_OCCURRENCES);
        }
    }

    static void reason(JsonGenerator out, Reason reason) {
        out.writeStringProperty("code", reason.code().id());
        out.writeStringProperty(
                "category",
                switch (reason.code().category()) {
                    case CONTENT -> "content";
                    case LIMIT -> "limit";
                    case ENVIRONMENT -> "environment";
                    case BACKEND -> "backend";
                });
        text(out, "detail", reason.detail());
    }

    private static void part(JsonGenerator out, PartReport part) {
        out.writeStartObject();
        text(out, "name", part.name());
        out.writeArrayPropertyStart("types");
        part.types().stream().map(ContentType::id).sorted().forEach(out::writeString);
        out.writeEndArray();
        out.writeNumberProperty("size", part.size());
        part.sha256().ifPresent(digest -> out.writeStringProperty("sha256", digest));
        out.writeArrayPropertyStart("findings");
        for (BackendFinding found : part.findings()) {
            out.writeStartObject();
            finding(out, found.backend(), found.finding());
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeArrayPropertyStart("reasons");
        for (Reason reason : part.reasons()) {
            out.writeStartObject();
            reason(out, reason);
            out.writeEndObject();
        }
        out.writeEndArray();
        millis(out, part.time());
        out.writeBooleanProperty("cached", part.cached());
        out.writeArrayPropertyStart("parts");
        for (PartReport inner : part.parts()) {
            part(out, inner);
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    static void millis(JsonGenerator out, Duration time) {
        out.writeNumberProperty("timeMillis", time.toNanos() / NANOS_PER_MILLI);
    }

    static void text(JsonGenerator out, String field, String value) {
        out.writeStringProperty(field, characters(value));
    }

    /** The same text with a replacement character for each half of a surrogate pair that stands alone. */
    private static String characters(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return withoutLoneSurrogates(text);
            }
        }
        return text;
    }

    private static String withoutLoneSurrogates(String text) {
        StringBuilder kept = new StringBuilder(text.length());
        int i = 0;
        while (i < text.length()) {
            int point = text.codePointAt(i);
            i += Character.charCount(point);
            boolean lone = point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
            kept.appendCodePoint(lone ? REPLACEMENT : point);
        }
        return kept.toString();
    }
}
