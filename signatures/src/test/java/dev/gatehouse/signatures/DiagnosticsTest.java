package dev.gatehouse.signatures;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.signatures.Diagnostic.Severity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/**
 * Every diagnostic as people read it, held by a golden file: {@code diagnostics/CODE.txt} has the sources that bring it
 * about, each after a line {@code == file name}, and behind a line {@code -->} what must be said of them.
 */
class DiagnosticsTest {

    private static final String SOURCE = "== ";
    private static final String EXPECTED = "-->\n";

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "GH2101")
    void readsAsItsGoldenFileSays(DiagnosticCode code) throws Exception {
        String golden = golden(code);
        int expectedAt = golden.indexOf("\n" + EXPECTED) + 1;
        String expected = golden.substring(expectedAt + EXPECTED.length()).stripTrailing();

        SourceSummary summary = sources(golden.substring(0, expectedAt)).read(signature -> {});

        String said = summary.diagnostics().stream().map(Diagnostic::render).collect(Collectors.joining("\n"));
        assertThat(said).isEqualTo(expected);
        assertThat(summary.diagnostics()).extracting(Diagnostic::code).contains(code);
        assertThat(summary.isComplete())
                .isEqualTo(summary.diagnostics().stream().noneMatch(d -> d.severity() == Severity.ERROR));
    }

    @Test
    void namesCostlyPatternsAsTheGoldenFileSays() throws Exception {
        String golden = golden(DiagnosticCode.GH2101);
        int expectedAt = golden.indexOf("\n" + EXPECTED) + 1;
        CostlyPatterns costly = new CostlyPatterns();

        SourceSummary summary = sources(golden.substring(0, expectedAt)).read(costly);

        assertThat(summary.isComplete()).isTrue();
        assertThat(costly.diagnostics().stream()
                        .map(Diagnostic::render)
                        // the figures change with every census of ordinary files
                        .map(text -> text.replaceAll("about [1-9](?:,?0)* times", "about N times"))
                        .collect(Collectors.joining("\n")))
                .isEqualTo(golden.substring(expectedAt + EXPECTED.length()).stripTrailing());
        assertThat(costly.count()).isEqualTo(costly.diagnostics().size());
    }

    @Test
    void countsTheCostlyPatternsThatItDoesNotName() throws Exception {
        CostlyPatterns costly = new CostlyPatterns();

        SignatureSources.text("many.ndb", "Short:0:*:aabb??cc\n".repeat(CostlyPatterns.MAX_NAMED + 50))
                .read(costly);

        assertThat(costly.diagnostics()).hasSize(CostlyPatterns.MAX_NAMED);
        assertThat(costly.count()).isEqualTo(CostlyPatterns.MAX_NAMED + 50);
    }

    @Test
    void countsTheDiagnosticsThatItLeavesOut() throws Exception {
        String lines = "broken\n".repeat(SourceSummary.MAX_DIAGNOSTICS + 50);

        SourceSummary summary = SignatureSources.text("many.ndb", lines).read(signature -> {});

        assertThat(summary.diagnostics()).hasSize(SourceSummary.MAX_DIAGNOSTICS);
        assertThat(summary.diagnosticsLeftOut()).isEqualTo(50);
        assertThat(summary.errors()).isEqualTo(SourceSummary.MAX_DIAGNOSTICS + 50);
    }

    private static SignatureSources sources(String text) {
        List<SignatureSources> sources = new ArrayList<>();
        for (String part : text.split("(?m)^" + SOURCE, -1)) {
            if (!part.isEmpty()) {
                int line = part.indexOf('\n');
                sources.add(source(part.substring(0, line), part.substring(line + 1)));
            }
        }
        return sources.stream().reduce(SignatureSources::and).orElseThrow();
    }

    /** A database as it stands; {@code @header}, {@code @cut} and {@code @sum} make what cannot be written as text. */
    private static SignatureSources source(String name, String text) {
        return switch (text.strip()) {
            case "@long" -> SignatureSources.text(name, "A:0:*:" + "ab".repeat(5000) + "\n");
            case "@empty" -> SignatureSources.text(name, "");
            case "@many" -> SignatureSources.text(name, "A:0:*:aabbcc(" + "(00|01)".repeat(13) + ")\n");
            case "@cut" -> {
                byte[] container = Containers.cvd(List.of(new Containers.Member("a.hdb", "#\n")));
                yield SignatureSources.bytes(name, Arrays.copyOf(container, container.length - 40));
            }
            case "@sum" -> {
                byte[] container = Containers.cvd(List.of(new Containers.Member("a.hdb", "#\n")));
                container[Containers.MD5_AT] ^= 1;
                yield SignatureSources.bytes(name, container);
            }
            default -> SignatureSources.text(name, text);
        };
    }

    private static String golden(DiagnosticCode code) throws IOException {
        try (var stream = DiagnosticsTest.class.getResourceAsStream("diagnostics/" + code + ".txt")) {
            assertThat(stream).as("the golden file of %s", code).isNotNull();
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
