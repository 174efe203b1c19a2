package dev.gatehouse.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.engine.BackendFinding;
import dev.gatehouse.engine.BackendReport;
import dev.gatehouse.engine.LocatedFinding;
import dev.gatehouse.engine.LocatedReason;
import dev.gatehouse.engine.PartReport;
import dev.gatehouse.engine.Role;
import dev.gatehouse.engine.ScanReport;
import dev.gatehouse.engine.Verdict;
import dev.gatehouse.spi.BackendIdentity;
import dev.gatehouse.spi.ContentType;
import dev.gatehouse.spi.Finding;
import dev.gatehouse.spi.Occurrence;
import dev.gatehouse.spi.Reason;
import dev.gatehouse.spi.ReasonCode;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
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
    void writesWhereEachPatternMatched() {
        Finding rule = new Finding(
                "Rule",
                List.of(new Occurrence("$a", 9, OptionalLong.of(4)), new Occurrence("$b", 7, OptionalLong.empty())),
                Map.of());

        assertThat(json(rule)).contains("""
                "name":"Rule","offset":7,"occurrences":[\
                {"pattern":"$a","offset":9,"length":4},{"pattern":"$b","offset":7}]}""");
    }

    @Test
    void writesNoMoreThanSomeOfThePlacesAndSaysSo() {
        Finding everywhere = new Finding(
                "Everywhere", Collections.nCopies(100, new Occurrence("", 0, OptionalLong.of(1))), Map.of());

        String json = json(everywhere);

        assertThat(json.split("\"length\":1", -1)).hasSize(64 + 1);
        assertThat(json).contains("],\"occurrencesLeftOut\":36}");
    }

    private static String json(Finding finding) {
        return ReportJson.line(report(
                "x",
                new Verdict.Infected(List.of(new LocatedFinding(List.of(), "yara", finding)), List.of()),
                part("x", List.of(), List.of(), List.of())));
    }

    @Test
    void writesWhatEachBackendDidAndWhatWasOutvoted() {
        BackendReport backend = new BackendReport(
                "clamav",
                Role.SECOND,
                true,
                new BackendIdentity(
                        "Cisco",
                        "ClamAV",
                        "1.4.3",
                        "27801",
                        Optional.of(Instant.parse("2026-01-02T03:04:05Z")),
                        Set.of()),
                BackendReport.Outcome.INCOMPLETE,
                3,
                Duration.ofNanos(1_500_000),
                List.of(new Reason(ReasonCode.BACKEND_LIMIT, "too large")),
                true);
        ScanReport report = new ScanReport(
                "x",
                new Verdict.Clean(),
                part("x", List.of(), List.of(), List.of()),
                1,
                15,
                4,
                Duration.ofNanos(2_500_000),
                List.of(new LocatedFinding(List.of("a"), "builtin", FOUND)),
                List.of(backend));

        assertThat(ReportJson.line(report)).contains("""
                "generation":4,"timeMillis":2.5,\
                "outvoted":[{"path":["a"],"backend":"builtin","name":"Evil-1","offset":7,"metadata":{"a":"1","b":"2"}}],\
                "backends":[{"name":"clamav","role":"second","counted":true,"outcome":"incomplete","questions":3,\
                "timeMillis":1.5,"stale":true,\
                "reasons":[{"code":"backend-limit","category":"backend","detail":"too large"}],\
                "vendor":"Cisco","product":"ClamAV","engineVersion":"1.4.3","signatureVersion":"27801",\
                "signatureTime":"2026-01-02T03:04:05Z"}],"root":""");
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
