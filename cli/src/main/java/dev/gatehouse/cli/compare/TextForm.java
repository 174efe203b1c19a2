package dev.gatehouse.cli.compare;

import dev.gatehouse.cli.output.Columns;
import dev.gatehouse.cli.output.Printable;
import dev.gatehouse.cli.output.Screen;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Lines for people and grep: one a file that is worth it, as it comes, then the tables. */
public final class TextForm implements Audience {

    private static final double NANOS_PER_MILLI = 1e6;

    private final Screen screen;
    private final List<String> names;

    /** On the screen, with the engines' names in their order. */
    public TextForm(Screen screen, List<String> names) {
        this.screen = screen;
        this.names = names.stream().map(Printable::line).toList();
    }

    @Override
    public void compared(FileComparison file) throws IOException {
        if (!file.differs() && !file.fallsShort()) {
            return;
        }
        List<String> answers = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            answers.add(names.get(i) + " " + Words.answer(file.answers().get(i)));
        }
        String word = file.count(Standing.FAILED) > 0 ? "ERROR" : file.differs() ? "DIFFERENT" : "INCOMPLETE";
        screen.print(Printable.line(file.name()) + ": " + String.join("; ", answers) + " " + word + "\n");
    }

    @Override
    public void unread(Unread place) throws IOException {
        screen.print(Printable.line(place.name() + ": " + place.reason()) + " ERROR\n");
    }

    @Override
    public void end(Comparison comparison) throws IOException {
        List<String> lines = new ArrayList<>(List.of("", "----------- COMPARISON -----------"));
        lines.add(Printable.line(Conclusion.of(comparison)));
        lines.add("");
        lines.addAll(engines(comparison));
        lines.add("");
        lines.addAll(agreement(comparison));
        lines.add("");
        lines.addAll(speed(comparison));
        lines.add("");
        lines.add("Compared: " + Figures.files(comparison.files()) + ", " + Figures.bytes(comparison.bytes()) + ", in "
                + Figures.time(comparison.took()));
        lines.add("Not read: " + Figures.count(comparison.unread()) + "; left out: "
                + Figures.count(comparison.leftOut()));
        if (comparison.interrupted()) {
            lines.add("Interrupted: what is above is all that was compared");
        }
        screen.print(String.join("\n", lines) + "\n");
    }

    private static List<String> engines(Comparison comparison) {
        Columns table = new Columns(
                "ENGINE",
                "FOUND",
                "CLEAN",
                "INCOMPLETE",
                "FAILED",
                "ALONE",
                "MISSED",
                "OPENED BY",
                "PRODUCT",
                "SIGNATURES");
        for (EngineResult engine : comparison.engines()) {
            table.row(
                    engine.name(),
                    Figures.count(engine.found()),
                    Figures.count(engine.clean()),
                    Figures.count(engine.incomplete()),
                    Figures.count(engine.failed()),
                    Figures.count(engine.alone()),
                    Figures.count(engine.missed()),
                    engine.opensFiles() ? "itself" : "Gatehouse",
                    Words.product(engine.identity()),
                    Words.signatures(engine.identity()));
        }
        return table.lines();
    }

    private static List<String> agreement(Comparison comparison) {
        Columns table = new Columns("FILES", "BOTH FOUND", "ONLY FIRST", "ONLY SECOND", "NEITHER", "NOT COMPARABLE");
        for (PairCount pair : comparison.pairs()) {
            table.row(
                    comparison.engines().get(pair.first()).name() + ", "
                            + comparison.engines().get(pair.second()).name(),
                    Figures.count(pair.both()),
                    Figures.count(pair.onlyFirst()),
                    Figures.count(pair.onlySecond()),
                    Figures.count(pair.neither()),
                    Figures.count(pair.notComparable()));
        }
        List<String> lines = new ArrayList<>(table.lines());
        AllCount all = comparison.all();
        lines.add("All engines: " + Figures.count(all.allFound()) + " found by all, " + Figures.count(all.someFound())
                + " by some, " + Figures.count(all.noneFound()) + " by none, " + Figures.count(all.notComparable())
                + " not comparable");
        return lines;
    }

    private static List<String> speed(Comparison comparison) {
        Columns table = new Columns("ENGINE", "MB/S", "FILES/S", "MEDIAN MS", "95 % MS", "LONGEST MS", "OPENING MS");
        for (EngineResult engine : comparison.engines()) {
            table.row(
                    engine.name(),
                    Figures.number(engine.megabytesPerSecond()),
                    Figures.number(engine.filesPerSecond()),
                    Figures.number(engine.timings().within(0.5).toNanos() / NANOS_PER_MILLI),
                    Figures.number(engine.timings().within(0.95).toNanos() / NANOS_PER_MILLI),
                    Figures.number(engine.timings().longest().toNanos() / NANOS_PER_MILLI),
                    Figures.number(engine.opening().toNanos() / NANOS_PER_MILLI));
        }
        return table.lines();
    }
}
