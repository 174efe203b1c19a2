package dev.gatehouse.cli.compare;

import dev.gatehouse.cli.output.Printable;
import java.util.ArrayList;
import java.util.List;

/**
 * How often the engines agree: what each says over all files, and how often each two of them say the same.
 *
 * @param html where it is written
 */
record AgreementSection(Html html, Comparison comparison) {

    void write() {
        html.in("section", () -> {
            html.leaf("h2", "Agreement");
            html.in("div", () -> html.in("table", this::pairs, "class", "figures"), "class", "wide");
            html.leaf(
                    "p",
                    "Not comparable are files that one engine of the two did not judge, or not whole, unless both found"
                            + " something.",
                    "class",
                    "note");
            html.leaf("h3", "What each engine says");
            outcomes().write(html);
            legend();
            html.in("div", () -> html.in("table", this::engines, "class", "figures"), "class", "wide");
        });
    }

    private void pairs() {
        row(
                "thead",
                "th",
                List.of("Files", "Both found", "Only the first", "Only the second", "Neither", "Not comparable"));
        html.in("tbody", () -> {
            for (PairCount pair : comparison.pairs()) {
                html.in("tr", () -> {
                    html.in("th", () -> {
                        name(pair.first());
                        html.text(" and ");
                        name(pair.second());
                    });
                    figures(pair.both(), pair.onlyFirst(), pair.onlySecond(), pair.neither());
                    html.leaf("td", notComparable(pair));
                });
            }
        });
        if (comparison.engines().size() > 2) {
            all();
        }
    }

    private void name(int engine) {
        Page.engineName(html, comparison.engines().get(engine).name(), Page.colour(engine));
    }

    private String notComparable(PairCount pair) {
        List<String> words = new ArrayList<>();
        if (pair.firstAlone() > 0) {
            words.add(Figures.count(pair.firstAlone()) + " found by "
                    + Printable.line(comparison.engines().get(pair.first()).name()));
        }
        if (pair.secondAlone() > 0) {
            words.add(Figures.count(pair.secondAlone()) + " found by "
                    + Printable.line(comparison.engines().get(pair.second()).name()));
        }
        return Figures.count(pair.notComparable()) + (words.isEmpty() ? "" : " (" + String.join(", ", words) + ")");
    }

    private void all() {
        AllCount all = comparison.all();
        html.in(
                "tbody",
                () -> {
                    html.in(
                            "tr",
                            () -> List.of("All together", "All found", "Some found", "", "None", "Not comparable")
                                    .forEach(word -> html.leaf("th", word)));
                    html.in("tr", () -> {
                        html.leaf("th", "All " + comparison.engines().size() + " engines");
                        figures(all.allFound(), all.someFound());
                        html.leaf("td", "");
                        figures(all.noneFound());
                        String found = all.foundAmongNotComparable() > 0
                                ? " (" + Figures.count(all.foundAmongNotComparable()) + " found by some)"
                                : "";
                        html.leaf("td", Figures.count(all.notComparable()) + found);
                    });
                },
                "class",
                "all");
    }

    private BarChart outcomes() {
        List<BarChart.Bar> bars = new ArrayList<>();
        for (EngineResult engine : comparison.engines()) {
            bars.add(new BarChart.Bar(
                    Printable.line(engine.name()),
                    Figures.count(engine.found()) + " found · " + Figures.count(engine.clean()) + " clean · "
                            + Figures.count(engine.incomplete()) + " not seen whole · "
                            + Figures.count(engine.failed()) + " failed",
                    List.of(
                            new BarChart.Piece("found", engine.found()),
                            new BarChart.Piece("clean", engine.clean()),
                            new BarChart.Piece("incomplete", engine.incomplete()),
                            new BarChart.Piece("failed", engine.failed()))));
        }
        return new BarChart("What each engine says, in files", bars);
    }

    private void legend() {
        html.in(
                "p",
                () -> {
                    key("found", "something found");
                    key("clean", "all of it seen, nothing found");
                    key("incomplete", "not seen whole, nothing found");
                    key("failed", "no answer");
                },
                "class",
                "legend");
    }

    private void key(String style, String words) {
        html.in("span", () -> {
            html.leaf("span", "", "class", "swatch " + style);
            html.text(words);
        });
    }

    private void engines() {
        row(
                "thead",
                "th",
                List.of(
                        "Engine",
                        "Found",
                        "Clean",
                        "Not seen whole",
                        "Failed",
                        "Found by it alone",
                        "Clean, but another found something"));
        html.in("tbody", () -> {
            for (int i = 0; i < comparison.engines().size(); i++) {
                int place = i;
                EngineResult engine = comparison.engines().get(i);
                html.in("tr", () -> {
                    html.in("th", () -> name(place));
                    figures(
                            engine.found(),
                            engine.clean(),
                            engine.incomplete(),
                            engine.failed(),
                            engine.alone(),
                            engine.missed());
                });
            }
        });
    }

    private void figures(long... figures) {
        for (long figure : figures) {
            html.leaf("td", Figures.count(figure));
        }
    }

    private void row(String group, String cell, List<String> words) {
        html.in(group, () -> html.in("tr", () -> words.forEach(word -> html.leaf(cell, word))));
    }
}
