package dev.gatehouse.cli.compare;

import dev.gatehouse.cli.output.Printable;
import java.util.ArrayList;
import java.util.List;

/**
 * How long the engines took.
 *
 * @param html where it is written
 */
record SpeedSection(Html html, Comparison comparison) {

    void write() {
        html.in("section", () -> {
            html.leaf("h2", "Speed");
            html.in("div", () -> html.in("table", this::table, "class", "figures"), "class", "wide");
            html.leaf(
                    "p",
                    "Half of the files were answered within the median, 19 of 20 within the next figure. Files that an"
                            + " engine failed to answer are not timed.",
                    "class",
                    "note");
            html.leaf("h3", "Megabytes a second, one file at a time");
            rates().write(html);
            html.leaf("h3", "How many files are done within a time");
            html.in("div", () -> new TimeChart(comparison.engines()).write(html), "class", "wide");
            legend();
        });
    }

    private void table() {
        html.in(
                "thead",
                () -> html.in(
                        "tr",
                        () -> List.of(
                                        "Engine",
                                        "MB a second",
                                        "Files a second",
                                        "Median",
                                        "95 %",
                                        "Longest",
                                        "All files",
                                        "Opening")
                                .forEach(word -> html.leaf("th", word))));
        html.in("tbody", () -> {
            for (int i = 0; i < comparison.engines().size(); i++) {
                EngineResult engine = comparison.engines().get(i);
                String colour = Page.colour(i);
                html.in("tr", () -> {
                    html.in("th", () -> Page.engineName(html, engine.name(), colour));
                    Timings timings = engine.timings();
                    List.of(
                                    Figures.number(engine.megabytesPerSecond()),
                                    Figures.number(engine.filesPerSecond()),
                                    Figures.time(timings.within(0.5)),
                                    Figures.time(timings.within(0.95)),
                                    Figures.time(timings.longest()),
                                    Figures.time(timings.total()),
                                    Figures.time(engine.opening()))
                            .forEach(figure -> html.leaf("td", figure));
                });
            }
        });
    }

    private BarChart rates() {
        List<BarChart.Bar> bars = new ArrayList<>();
        for (int i = 0; i < comparison.engines().size(); i++) {
            EngineResult engine = comparison.engines().get(i);
            bars.add(new BarChart.Bar(
                    Printable.line(engine.name()),
                    Figures.number(engine.megabytesPerSecond()) + " MB/s",
                    List.of(new BarChart.Piece(Page.colour(i), engine.megabytesPerSecond()))));
        }
        return new BarChart("Megabytes a second by engine", bars);
    }

    private void legend() {
        html.in(
                "p",
                () -> {
                    for (int i = 0; i < comparison.engines().size(); i++) {
                        String name = comparison.engines().get(i).name();
                        String colour = Page.colour(i);
                        html.in("span", () -> Page.engineName(html, name, colour));
                    }
                },
                "class",
                "legend");
    }
}
