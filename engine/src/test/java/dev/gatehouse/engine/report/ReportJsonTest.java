package dev.gatehouse.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

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
import dev.gatehouse.spi.ReasonCode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

class ReportJsonTest {

    private static final Finding FOUND =
            new Finding("Evil-1", List.of(new Occurrence("", 7, OptionalLong.empty())), Map.of("b", "2", "a", "1"));
    private static final Reason LOCKED = new Reason(ReasonCode.ENCRYPTED, "no password");

    @Test
    void writesTheDocumentedFields() {
        PartReport member = part("a.txt", List.of(new BackendFinding("builtin", FOUND)), List.of(LOCKED), List.of());
        ScanReport report = report(
                "/tmp/x.zip",
                new Verdict.Infected(
                        List.of(new LocatedFinding(List.of("a.txt"), "builtin", FOUND)),
                        List.of(new LocatedReason(List.of("a.txt"), LOCKED))),
                part("/tmp/x.zip", List.of(), List.of(), List.of(member)));

        assertThat(ReportJson.line(report)).isEqualTo("""
                {"path":"/tmp/x.zip","verdict":"infected",\
                "findings":[{"path":["a.txt"],"backend":"builtin","name":"Evil-1","offset":7,\
                "metadata":{"a":"1","b":"2"}}],\
                "reasons":[{"path":["a.txt"],"code":"encrypted","category":"content","detail":"no password"}],\
                "parts":2,"bytes":30,"generation":4,"timeMillis":2.5,\
                "root":{"name":"/tmp/x.zip","types":["text","zip"],"size":15,"sha256":"abc",\
                "findings":[],"reasons":[],"timeMillis":1.25,"cached":false,"parts":[\
                {"name":"a.txt","types":["text","zip"],"size":15,"sha256":"abc",\
                "findings":[{"backend":"builtin","name":"Evil-1","offset":7,"metadata":{"a":"1","b":"2"}}],\
                "reasons":[{"code":"encrypted","category":"content","detail":"no password"}],\
                "timeMillis":1.25,"cached":false,"parts":[]}]}}""");
    }

    @Test
    void namesEachVerdict() {
        PartReport root = part("x", List.of(), List.of(), List.of());

        assertThat(ReportJson.line(report("x", new Verdict.Clean(), root))).contains("\"verdict\":\"clean\"");
        assertThat(ReportJson.line(report("x", new Verdict.Failed(List.of(LOCKED)), root)))
                .contains("\"verdict\":\"failed\",\"findings\":[],\"reasons\":[{\"path\":[],\"code\":\"encrypted\"");
        assertThat(ReportJson.line(
                        report("x", new Verdict.Incomplete(List.of(new LocatedReason(List.of(), LOCKED))), root)))
                .contains("\"verdict\":\"incomplete\"");
    }

    @Test
    void halvesOfSurrogatePairsAreReplaced() {
        String hostile = "a\ud800b\udc00c\ud83d\ude00\u0000\n\"";

        String json =
                ReportJson.line(report(hostile, new Verdict.Clean(), part(hostile, List.of(), List.of(), List.of())));

        assertThat(textOf(json, "path")).isEqualTo("a\ufffdb\ufffdc\ud83d\ude00\u0000\n\"");
        assertThat(json.lines()).hasSize(1);
    }

    @Property(tries = 300)
    void anyNameMakesValidJson(@ForAll String name) {
        String json = ReportJson.line(report(
                name,
                new Verdict.Infected(List.of(new LocatedFinding(List.of(name), name, Finding.named(name))), List.of()),
                part(name, List.of(), List.of(new Reason(ReasonCode.MALFORMED, name)), List.of())));

        assertThat(textOf(json, "path")).hasSameSizeAs(name);
    }

    /** Reads the whole text, and gives the first value of a field. */
    private static String textOf(String json, String field) {
        Optional<String> first = Optional.empty();
        try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), json)) {
            while (parser.nextToken() != null) {
                if (parser.currentToken() == JsonToken.VALUE_STRING
                        && field.equals(parser.currentName())
                        && first.isEmpty()) {
                    first = Optional.of(parser.getString());
                }
            }
        }
        return first.orElseThrow();
    }

    private static ScanReport report(String path, Verdict verdict, PartReport root) {
        return new ScanReport(path, verdict, root, 2, 30, 4, Duration.ofNanos(2_500_000), List.of(), List.of());
    }

    private static PartReport part(
            String name, List<BackendFinding> findings, List<Reason> reasons, List<PartReport> parts) {
        return new PartReport(
                name,
                Set.of(ContentType.ZIP, ContentType.TEXT),
                15,
                Optional.of("abc"),
                findings,
                reasons,
                parts,
                Duration.ofNanos(1_250_000),
                false);
    }
}
