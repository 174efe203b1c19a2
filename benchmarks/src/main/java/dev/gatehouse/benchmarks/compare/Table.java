package dev.gatehouse.benchmarks.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The figures as Markdown. Ratios say how many times Gatehouse a contender takes, or how many times it is slower. */
final class Table {

    private final Figures figures;
    private final List<Contender> contenders;
    private final Target tiny;

    Table(Figures figures, List<Contender> contenders, Target tiny) {
        this.figures = figures;
        this.contenders = List.copyOf(contenders);
        this.tiny = tiny;
    }

    /** A table for one database. */
    String markdown(Database database, List<Target> targets) {
        Contender base = base(database);
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "Database `%s`: %,d signatures. Ratios are to %s.%n%n",
                database.name(),
                database.signatures(),
                base.label()));
        text.append(
                "| files | program | runs | wall s | CPU s | CPU ratio | CPU s without loading | MB/s | speed ratio |"
                        + " peak MB | memory ratio |\n");
        text.append("|---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n");
        for (Target target : targets) {
            for (Contender contender : contenders) {
                if (figures.count(contender, database, target) > 0) {
                    text.append(row(contender, base, database, target));
                }
            }
        }
        return text.append('\n').append(differences(database, targets)).toString();
    }

    private Contender base(Database database) {
        return figures.count(Contender.GATEHOUSE_COMPILED, database, tiny) > 0
                ? Contender.GATEHOUSE_COMPILED
                : Contender.GATEHOUSE;
    }

    private String row(Contender contender, Contender base, Database database, Target target) {
        boolean loading = target.equals(tiny);
        Optional<Double> speed = figures.throughput(contender, database, target);
        return String.format(
                Locale.ROOT,
                "| %s | %s | %d | %s | %s | %s | %s | %s | %s | %s | %s |%n",
                loading
                        ? target.name()
                        : String.format(Locale.ROOT, "%s, %,d MB", target.name(), target.bytes() / 1_000_000),
                contender.label(),
                figures.count(contender, database, target),
                number(figures.wall(contender, database, target)),
                number(figures.cpu(contender, database, target)),
                ratio(figures.cpu(contender, database, target), figures.cpu(base, database, target)),
                loading ? "" : number(figures.cpuWithoutLoading(contender, database, target)),
                loading ? "" : number(speed),
                loading ? "" : ratio(figures.throughput(base, database, target), speed),
                number(figures.peak(contender, database, target)),
                ratio(figures.peak(contender, database, target), figures.peak(base, database, target)));
    }

    private String differences(Database database, List<Target> targets) {
        List<String> lines = new ArrayList<>();
        Contender base = base(database);
        for (Target target : targets) {
            Set<String> ours = figures.detections(base, database, target);
            for (Contender contender : contenders) {
                if (contender.mustAgree() && figures.count(contender, database, target) > 0) {
                    Set<String> theirs = figures.detections(contender, database, target);
                    missing(ours, theirs)
                            .forEach(each -> lines.add(String.format(
                                    Locale.ROOT, "- %s: only %s found `%s`%n", target.name(), base.label(), each)));
                    missing(theirs, ours)
                            .forEach(each -> lines.add(String.format(
                                    Locale.ROOT,
                                    "- %s: only %s found `%s`%n",
                                    target.name(),
                                    contender.label(),
                                    each)));
                }
            }
        }
        return lines.isEmpty() ? "Detections are equal.\n" : "Detections differ:\n\n" + String.join("", lines);
    }

    private static Set<String> missing(Set<String> from, Set<String> others) {
        Set<String> left = new TreeSet<>(from);
        left.removeAll(others);
        return left;
    }

    private static String number(Optional<Double> value) {
        return value.map(each -> String.format(Locale.ROOT, each >= 100 ? "%,.0f" : each >= 10 ? "%.1f" : "%.2f", each))
                .orElse("");
    }

    private static String ratio(Optional<Double> value, Optional<Double> base) {
        return value.isPresent() && base.isPresent() && base.get() > 0
                ? number(Optional.of(value.get() / base.get())) + "×"
                : "";
    }
}
