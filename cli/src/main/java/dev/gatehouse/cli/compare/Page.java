package dev.gatehouse.cli.compare;

import dev.gatehouse.cli.output.Printable;
import dev.gatehouse.spi.BackendIdentity;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** The page of a comparison: its head, and its sections from the most important on. For one use. */
final class Page {

    /** As many colours as the style sheet has, then again from the first. */
    private static final int COLOURS = 6;

    private final Html html = new Html();
    private final Comparison comparison;
    private final Details details;

    Page(Comparison comparison, Details details) {
        this.comparison = comparison;
        this.details = details;
    }

    /**
     * The files that the page tells of, the first few of each kind.
     *
     * @param differing those over which the engines differ
     * @param fallingShort those in which nothing was found, and that an engine did not judge whole
     * @param unread places that could not be read
     */
    record Details(List<FileComparison> differing, List<FileComparison> fallingShort, List<Unread> unread) {}

    /** The class, in the style sheet, of an engine's colour. */
    static String colour(int engine) {
        return "engine" + engine % COLOURS;
    }

    String html() {
        html.in("html", this::document, "lang", "en");
        return html.toString();
    }

    private void document() {
        html.in("head", () -> {
            html.alone("meta", "charset", "utf-8");
            // whatever a file's name holds, this page fetches and runs nothing
            html.alone(
                    "meta",
                    "http-equiv",
                    "Content-Security-Policy",
                    "content",
                    "default-src 'none'; style-src 'unsafe-inline'");
            html.alone("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
            html.leaf("title", heading());
            html.style(style());
        });
        html.in(
                "body",
                () -> html.in("main", () -> {
                    head();
                    engines();
                    conclusion();
                    new AgreementSection(html, comparison).write();
                    FilesSection files = new FilesSection(html, comparison, details);
                    files.differences();
                    files.failures();
                    new SpeedSection(html, comparison).write();
                    measuring();
                }));
    }

    private String heading() {
        List<String> names = comparison.engines().stream()
                .map(engine -> Printable.line(engine.name()))
                .toList();
        String all = names.size() == 1
                ? names.getFirst()
                : String.join(", ", names.subList(0, names.size() - 1)) + " and " + names.getLast();
        return "Comparison of " + all;
    }

    private void head() {
        html.in("header", () -> {
            html.leaf("p", "Gatehouse · comparison of scanning engines", "class", "above");
            html.leaf("h1", heading());
            html.in(
                    "dl",
                    () -> {
                        fact("When", Figures.minute(comparison.begun()));
                        fact("Compared", Figures.files(comparison.files()) + ", " + Figures.bytes(comparison.bytes()));
                        fact(
                                "Found in",
                                comparison.corpus().stream()
                                        .map(Printable::line)
                                        .collect(Collectors.joining(", ")));
                        fact("Took", Figures.time(comparison.took()));
                        fact("On", Printable.line(comparison.machine()));
                    },
                    "class",
                    "facts");
        });
    }

    private void conclusion() {
        html.leaf("p", Printable.line(Conclusion.of(comparison)), "class", "conclusion");
        if (comparison.interrupted()) {
            html.leaf(
                    "p",
                    "The comparison was interrupted: this page tells of the part that was done.",
                    "class",
                    "warning");
        }
    }

    private void fact(String name, String value) {
        html.in("div", () -> {
            html.leaf("dt", name);
            html.leaf("dd", value);
        });
    }

    private void engines() {
        html.in("section", () -> {
            html.leaf("h2", "The engines");
            html.in("div", () -> html.in("table", this::engineTable), "class", "wide");
        });
    }

    private void engineTable() {
        html.in(
                "thead",
                () -> html.in(
                        "tr",
                        () -> List.of(
                                        "Engine",
                                        "Vendor",
                                        "Product",
                                        "Version",
                                        "Signatures",
                                        "Signature date",
                                        "Files are opened by")
                                .forEach(name -> html.leaf("th", name))));
        html.in("tbody", () -> {
            for (int i = 0; i < comparison.engines().size(); i++) {
                EngineResult engine = comparison.engines().get(i);
                BackendIdentity identity = engine.identity();
                String colour = colour(i);
                html.in("tr", () -> {
                    html.in("th", () -> engineName(html, engine.name(), colour));
                    html.leaf("td", Printable.line(identity.vendor()));
                    html.leaf("td", Printable.line(identity.product()));
                    html.leaf("td", Printable.line(identity.engineVersion()));
                    html.leaf("td", Printable.line(identity.signatureVersion()));
                    html.leaf("td", identity.signatureTime().map(Figures::day).orElse("not told"));
                    html.leaf("td", engine.opensFiles() ? "the engine itself" : "Gatehouse, for it");
                });
            }
        });
    }

    /** A name with the engine's colour before it. */
    static void engineName(Html html, String name, String colour) {
        html.leaf("span", "", "class", "swatch " + colour);
        html.text(Printable.line(name));
    }

    private void measuring() {
        html.in("section", () -> {
            html.leaf("h2", "How it was measured");
            html.in(
                    "ul",
                    () -> List.of(
                                    "Every engine was asked about the same files, one file at a time and one engine at a time;"
                                            + " who is asked first changes from file to file. Each file was read once before, so"
                                            + " that no engine paid for the disk.",
                                    "The time of a file goes from opening it to the engine's answer. It includes handing it over,"
                                            + " and for an engine whose files Gatehouse opens the unpacking too. It does not"
                                            + " include the start of the engine, nor the first question to each. Several files at"
                                            + " once can be faster than one after the other.",
                                    "An engine that opens files itself is judged by what it says of the whole file. It may not say"
                                            + " in which member of an archive something was found.",
                                    "Not seen whole means that the engine, or Gatehouse for it, says that it did not look at"
                                            + " everything in a file and found nothing in the rest: encrypted or damaged content, a"
                                            + " format that is not opened, a limit. Such a file is compared with nobody.",
                                    "An engine finding more is not better by that alone: a finding can be a false alarm, and files"
                                            + " whose nature is known tell more than these counts.")
                            .forEach(note -> html.leaf("li", note)));
        });
    }

    private static String style() {
        try (InputStream stream = Objects.requireNonNull(Page.class.getResourceAsStream("page.css"))) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the style sheet of the page cannot be read", e);
        }
    }
}
