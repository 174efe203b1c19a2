package dev.gatehouse.benchmarks.compare;

import dev.gatehouse.benchmarks.chart.LineChart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Curves over databases of different sizes. */
final class Charts {

    private final Figures figures;
    private final List<Contender> contenders;
    private final List<Database> databases;

    Charts(Figures figures, List<Contender> contenders, List<Database> databases) {
        this.figures = figures;
        this.contenders = contenders.stream().filter(Contender::detects).toList();
        this.databases = databases;
    }

    /** A contender's figure with a database. */
    @FunctionalInterface
    private interface Figure {
        Optional<Double> of(Contender contender, Database database);
    }

    /** Writes one file for each target, and one each for loading and memory; gives their names. */
    List<String> write(Path folder, String name, Target tiny, List<Target> targets) throws IOException {
        List<String> files = new ArrayList<>();
        for (Target target : targets) {
            files.add(save(
                    folder,
                    name + "-" + target.name(),
                    "Throughput on " + target.name() + ", one processor",
                    "MB/s, loading left out",
                    (contender, database) -> figures.throughput(contender, database, target)));
            files.add(save(
                    folder,
                    name + "-memory-" + target.name(),
                    "Peak memory while scanning " + target.name(),
                    "MB resident",
                    (contender, database) -> figures.peak(contender, database, target)));
        }
        files.add(save(
                folder,
                name + "-loading",
                "One tiny file: start and loading",
                "seconds",
                (contender, database) -> figures.wall(contender, database, tiny)));
        return files;
    }

    private String save(Path folder, String file, String title, String unit, Figure figure) throws IOException {
        List<LineChart.Line> lines = contenders.stream()
                .map(contender -> new LineChart.Line(contender.label(), points(contender, figure)))
                .filter(line -> !line.points().isEmpty())
                .toList();
        Files.writeString(folder.resolve(file + ".svg"), new LineChart(title, "signatures", unit, lines).svg());
        return file + ".svg";
    }

    private List<LineChart.Point> points(Contender contender, Figure figure) {
        Function<Database, Optional<LineChart.Point>> point = database ->
                figure.of(contender, database).map(value -> new LineChart.Point(database.signatures(), value));
        return databases.stream().map(point).flatMap(Optional::stream).toList();
    }
}
