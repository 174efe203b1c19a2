package dev.gatehouse.cli.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.cli.it.Launched.Result;
import dev.gatehouse.spi.ReasonCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs what the documentation shows. In a block fenced with {@code console}, a line that begins with {@code $ } is a
 * command, and the lines below it are what it prints; {@code ...} stands for any lines, or for the rest of one. The
 * commands of a page run in one folder, in order.
 */
class DocumentationIT {

    private static final Path ROOT = Objects.requireNonNull(Launched.launcher().getParent());

    @TempDir
    private Path folder;

    private record Example(String command, List<String> expected) {}

    @TestFactory
    Stream<DynamicTest> everyCommandShownDoesWhatIsShown() throws Exception {
        List<Path> pages = new ArrayList<>(List.of(ROOT.resolve("README.md")));
        try (Stream<Path> files = Files.walk(ROOT.resolve("docs"))) {
            files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(pages::add);
        }
        List<DynamicTest> tests = new ArrayList<>();
        for (Path page : pages) {
            Path place = Files.createDirectories(folder.resolve(ROOT.relativize(page)));
            Files.createSymbolicLink(place.resolve("gatehouse"), Launched.launcher());
            for (Example example : examples(page)) {
                tests.add(DynamicTest.dynamicTest(
                        ROOT.relativize(page) + ": " + example.command(), () -> check(place, example)));
            }
        }
        assertThat(tests).isNotEmpty();
        return tests.stream();
    }

    @Test
    void everyReasonIsDocumented() throws Exception {
        String page = Files.readString(ROOT.resolve("docs/reasons.md"));
        for (ReasonCode code : ReasonCode.values()) {
            assertThat(page).contains("| `" + code.id() + "` |");
        }
    }

    private static void check(Path place, Example example) throws Exception {
        Result result = Launched.in(place).shell(example.command());
        List<String> printed = (result.output() + result.error()).lines().toList();
        assertThat(matches(printed, example.expected()))
                .as(
                        "expected%n%s%nbut it printed%n%s",
                        String.join("\n", example.expected()), String.join("\n", printed))
                .isTrue();
    }

    private static boolean matches(List<String> printed, List<String> expected) {
        if (expected.isEmpty()) {
            return printed.isEmpty();
        }
        String first = expected.getFirst();
        List<String> rest = expected.subList(1, expected.size());
        if (first.equals("...")) {
            for (int skipped = 0; skipped <= printed.size(); skipped++) {
                if (matches(printed.subList(skipped, printed.size()), rest)) {
                    return true;
                }
            }
            return false;
        }
        if (printed.isEmpty()) {
            return false;
        }
        boolean same = first.endsWith("...")
                ? printed.getFirst().startsWith(first.substring(0, first.length() - "...".length()))
                : printed.getFirst().equals(first);
        return same && matches(printed.subList(1, printed.size()), rest);
    }

    private static List<Example> examples(Path page) throws Exception {
        List<Example> examples = new ArrayList<>();
        boolean inside = false;
        for (String line : Files.readAllLines(page)) {
            if (line.startsWith("```")) {
                inside = line.equals("```console");
            } else if (inside && line.startsWith("$ ")) {
                examples.add(new Example(line.substring(2), new ArrayList<>()));
            } else if (inside) {
                examples.getLast().expected().add(line);
            }
        }
        return examples;
    }
}
