package dev.gatehouse.cli.output;

import dev.gatehouse.cli.walk.FileName;
import dev.gatehouse.engine.BackendFinding;
import dev.gatehouse.engine.LocatedFinding;
import dev.gatehouse.engine.LocatedReason;
import dev.gatehouse.engine.PartReport;
import dev.gatehouse.engine.ScanReport;
import dev.gatehouse.engine.Verdict;
import dev.gatehouse.spi.BackendIdentity;
import dev.gatehouse.spi.ContentType;
import dev.gatehouse.spi.Finding;
import dev.gatehouse.spi.Reason;
import dev.gatehouse.spi.ReasonCode;
import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The records of a scan as JSON objects; docs/cli.md describes them. Text that is not Unicode, as the name of a file
 * may be, has each such byte as {@code \xNN}, and its bytes in hexadecimal beside it.
 */
final class JsonShape {

    private static final JsonFactory FACTORY = new JsonFactory();

    private JsonShape() {}

    static byte[] scanned(ScanReport report) {
        return object(json -> {
            text(json, "path", report.path());
            json.writeStringProperty("verdict", verdict(report.verdict()));
            findings(json, findings(report.verdict()));
            reasons(json, reasons(report.verdict()));
            json.writeNumberProperty("parts", report.parts());
            json.writeNumberProperty("bytes", report.bytes());
            json.writeNumberProperty("millis", report.time().toMillis());
            json.writeNumberProperty("generation", report.generation());
            json.writeName("root");
            part(json, report.root());
        });
    }

    /** A place that was not scanned. */
    static byte[] notScanned(String path, String verdict, List<Reason> reasons) {
        return object(json -> {
            text(json, "path", path);
            json.writeStringProperty("verdict", verdict);
            reasons(
                    json,
                    reasons.stream().map(r -> new LocatedReason(List.of(), r)).toList());
        });
    }

    static byte[] summary(Summary summary) {
        return object(json -> {
            json.writeArrayPropertyStart("backends");
            summary.backends().forEach(backend -> backend(json, backend));
            json.writeEndArray();
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
            json.writeNumberProperty("millis", summary.time().toMillis());
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

    private static void part(JsonGenerator json, PartReport part) {
        json.writeStartObject();
        text(json, "name", part.name());
        json.writeArrayPropertyStart("types");
        part.types().stream().map(ContentType::id).sorted().forEach(json::writeString);
        json.writeEndArray();
        json.writeNumberProperty("size", part.size());
        part.sha256().ifPresent(digest -> json.writeStringProperty("sha256", digest));
        json.writeArrayPropertyStart("findings");
        for (BackendFinding finding : part.findings()) {
            json.writeStartObject();
            finding(json, finding.backend(), finding.finding());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayPropertyStart("reasons");
        for (Reason reason : part.reasons()) {
            json.writeStartObject();
            reason(json, reason);
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeNumberProperty("millis", part.time().toMillis());
        json.writeBooleanProperty("cached", part.cached());
        json.writeArrayPropertyStart("parts");
        part.parts().forEach(inner -> part(json, inner));
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void findings(JsonGenerator json, List<LocatedFinding> findings) {
        json.writeArrayPropertyStart("findings");
        for (LocatedFinding finding : findings) {
            json.writeStartObject();
            members(json, finding.path());
            finding(json, finding.backend(), finding.finding());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void finding(JsonGenerator json, String backend, Finding finding) {
        json.writeStringProperty("name", valid(finding.name()));
        json.writeStringProperty("backend", valid(backend));
        finding.offset().ifPresent(offset -> json.writeNumberProperty("offset", offset));
        if (!finding.metadata().isEmpty()) {
            json.writeObjectPropertyStart("metadata");
            new TreeMap<>(finding.metadata())
                    .forEach((key, value) -> json.writeStringProperty(valid(key), valid(value)));
            json.writeEndObject();
        }
    }

    private static void reasons(JsonGenerator json, List<LocatedReason> reasons) {
        json.writeArrayPropertyStart("reasons");
        for (LocatedReason reason : reasons) {
            json.writeStartObject();
            members(json, reason.path());
            reason(json, reason.reason());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void reason(JsonGenerator json, Reason reason) {
        json.writeStringProperty("code", reason.code().id());
        json.writeStringProperty("detail", valid(reason.detail()));
    }

    private static void members(JsonGenerator json, List<String> members) {
        json.writeArrayPropertyStart("member");
        members.forEach(member -> json.writeString(valid(member)));
        json.writeEndArray();
    }

    private static void backend(JsonGenerator json, BackendIdentity backend) {
        json.writeStartObject();
        json.writeStringProperty("vendor", valid(backend.vendor()));
        json.writeStringProperty("product", valid(backend.product()));
        json.writeStringProperty("engineVersion", valid(backend.engineVersion()));
        json.writeStringProperty("signatureVersion", valid(backend.signatureVersion()));
        backend.signatureTime().ifPresent(time -> json.writeStringProperty("signatureTime", time.toString()));
        json.writeEndObject();
    }

    private static void counts(JsonGenerator json, String name, Map<ReasonCode, Long> counts) {
        json.writeObjectPropertyStart(name);
        counts.forEach((code, count) -> json.writeNumberProperty(code.id(), count.longValue()));
        json.writeEndObject();
    }

    private static void text(JsonGenerator json, String name, String text) {
        json.writeStringProperty(name, valid(text));
        if (FileName.hasRawBytes(text)) {
            json.writeStringProperty(name + "Bytes", HexFormat.of().formatHex(FileName.encode(text)));
        }
    }

    /** Lone surrogates are no Unicode text and would break the output: RFC 8259, section 8.2. */
    private static String valid(String text) {
        if (text.codePoints().noneMatch(JsonShape::isLoneSurrogate)) {
            return text;
        }
        StringBuilder valid = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(point -> {
            if (FileName.isRawByte(point)) {
                valid.append("\\x").append(HexFormat.of().toHexDigits((byte) point));
            } else if (isLoneSurrogate(point)) {
                valid.append("\\u").append(HexFormat.of().toHexDigits((char) point));
            } else {
                valid.appendCodePoint(point);
            }
        });
        return valid.toString();
    }

    private static boolean isLoneSurrogate(int point) {
        return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
    }

    private static String verdict(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Infected _ -> "infected";
            case Verdict.Incomplete _ -> "incomplete";
            case Verdict.Failed _ -> "failed";
            case Verdict.Clean _ -> "clean";
        };
    }

    private static List<LocatedFinding> findings(Verdict verdict) {
        return verdict instanceof Verdict.Infected infected ? infected.findings() : List.of();
    }

    private static List<LocatedReason> reasons(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Infected infected -> infected.reasons();
            case Verdict.Incomplete partly -> partly.reasons();
            case Verdict.Failed failed ->
                failed.reasons().stream()
                        .map(reason -> new LocatedReason(List.of(), reason))
                        .toList();
            case Verdict.Clean _ -> List.of();
        };
    }
}
