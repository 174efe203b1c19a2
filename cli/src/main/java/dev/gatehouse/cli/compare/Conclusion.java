package dev.gatehouse.cli.compare;

import java.util.List;
import java.util.stream.Collectors;

/** What a comparison came to, in one sentence for a person. */
final class Conclusion {

    private Conclusion() {}

    static String of(Comparison comparison) {
        if (comparison.files() == 0) {
            return "No file was compared.";
        }
        return agreement(comparison) + "; " + finds(comparison.engines()) + ".";
    }

    private static String agreement(Comparison comparison) {
        AllCount all = comparison.all();
        long files = all.files();
        if (all.agreed() == files) {
            return "The engines agree about " + (files == 1 ? "the one file" : "all " + Figures.files(files));
        }
        StringBuilder text = new StringBuilder("The engines agree about ");
        text.append(Figures.count(all.agreed())).append(" of ").append(Figures.files(files));
        text.append(" (").append(Figures.share(all.agreed(), files)).append(")");
        if (all.differing() > 0) {
            text.append(all.unsettled() > 0 ? ", " : " and ");
            text.append("differ over ").append(Figures.count(all.differing()));
        }
        if (all.unsettled() > 0) {
            text.append(", and ");
            text.append(Figures.count(all.unsettled()));
            text.append(" cannot be compared because an engine did not judge ");
            text.append(all.unsettled() == 1 ? "it" : "them").append(" whole");
        }
        return text.toString();
    }

    private static String finds(List<EngineResult> engines) {
        if (engines.stream().allMatch(engine -> engine.found() == 0)) {
            return "none of them found anything";
        }
        boolean same = engines.stream().map(EngineResult::found).distinct().count() == 1;
        if (same) {
            return "each of them found something in "
                    + Figures.files(engines.getFirst().found());
        }
        EngineResult first = engines.getFirst();
        return first.name() + " found something in " + Figures.files(first.found())
                + engines.stream()
                        .skip(1)
                        .map(engine -> ", " + engine.name() + " in " + Figures.count(engine.found()))
                        .collect(Collectors.joining());
    }
}
