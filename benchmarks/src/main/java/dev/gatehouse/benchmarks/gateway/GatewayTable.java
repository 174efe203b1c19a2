package dev.gatehouse.benchmarks.gateway;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The figures with one set of signatures, as Markdown. Ratios say how many times better Gatehouse is. */
final class GatewayTable {

    private static final String OURS = "gatehouse";
    private static final String THEIRS = "clamd";

    private final Signatures signatures;
    private final Map<Load, Map<String, List<LoadResult>>> results = new LinkedHashMap<>();
    private final Map<String, ProcessFacts.Memory> atRest = new LinkedHashMap<>();
    private final Map<String, ProcessFacts.Memory> afterLoad = new LinkedHashMap<>();

    GatewayTable(Signatures signatures) {
        this.signatures = signatures;
    }

    private record Load(int bytes, int clients) {}

    void add(String name, int bytes, int clients, LoadResult result) {
        results.computeIfAbsent(new Load(bytes, clients), _ -> new LinkedHashMap<>())
                .computeIfAbsent(name, _ -> new ArrayList<>())
                .add(result);
    }

    /** Notes the memory of daemons that have loaded their signatures and done nothing yet. */
    void atRest(List<Daemon> daemons) throws IOException {
        for (Daemon daemon : daemons) {
            atRest.put(daemon.name(), daemon.facts().memory());
        }
    }

    /** Notes their memory after all that they did. */
    void afterLoad(List<Daemon> daemons) throws IOException {
        for (Daemon daemon : daemons) {
            afterLoad.put(daemon.name(), daemon.facts().memory());
        }
    }

    /** How many answers were not those expected. */
    long wrong() {
        return results.values().stream()
                .flatMap(each -> each.values().stream())
                .flatMap(List::stream)
                .mapToLong(LoadResult::wrong)
                .sum();
    }

    String markdown() {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT, "Database `%s`: %,d signatures.%n%n", signatures.name(), signatures.count()));
        text.append("| message | clients | daemon | messages/s | ratio | p50 ms | p99 ms | ratio | CPU ms a message |"
                + " ratio |\n|--:|--:|---|--:|--:|--:|--:|--:|--:|--:|\n");
        results.forEach((load, byName) -> byName.keySet().stream()
                .sorted((a, b) -> b.compareTo(a))
                .forEach(name -> text.append(row(load, name, byName))));
        text.append('\n')
                .append("| memory, MB | RSS at rest | PSS at rest | RSS after load | PSS after load |\n")
                .append("|---|--:|--:|--:|--:|\n");
        for (String name : List.of(OURS, THEIRS)) {
            text.append(memoryRow(name));
        }
        return text.append('\n').append(detections()).toString();
    }

    private static String row(Load load, String name, Map<String, List<LoadResult>> byName) {
        ToDoubleFunction<ToDoubleFunction<LoadResult>> own =
                figure -> median(byName.getOrDefault(name, List.of()), figure);
        ToDoubleFunction<ToDoubleFunction<LoadResult>> clamd =
                figure -> median(byName.getOrDefault(THEIRS, List.of()), figure);
        return String.format(
                Locale.ROOT,
                "| %,d kB | %d | %s | %s | %s | %s | %s | %s | %s | %s |%n",
                load.bytes() / 1000,
                load.clients(),
                name,
                number(own.applyAsDouble(LoadResult::perSecond)),
                times(own.applyAsDouble(LoadResult::perSecond), clamd.applyAsDouble(LoadResult::perSecond)),
                number(own.applyAsDouble(LoadResult::medianMillis)),
                number(own.applyAsDouble(LoadResult::p99Millis)),
                times(clamd.applyAsDouble(LoadResult::p99Millis), own.applyAsDouble(LoadResult::p99Millis)),
                number(own.applyAsDouble(LoadResult::serverCpuMillis)),
                times(
                        clamd.applyAsDouble(LoadResult::serverCpuMillis),
                        own.applyAsDouble(LoadResult::serverCpuMillis)));
    }

    private String memoryRow(String name) {
        ProcessFacts.Memory rest = atRest.getOrDefault(name, new ProcessFacts.Memory(0, 0));
        ProcessFacts.Memory load = afterLoad.getOrDefault(name, new ProcessFacts.Memory(0, 0));
        return String.format(
                Locale.ROOT,
                "| %s | %,d | %,d | %,d | %,d |%n",
                name,
                rest.resident() / 1000,
                rest.proportional() / 1000,
                load.resident() / 1000,
                load.proportional() / 1000);
    }

    private String detections() {
        List<String> lines = new ArrayList<>();
        results.forEach((load, byName) -> byName.forEach((name, all) -> all.stream()
                .filter(each -> each.wrong() > 0)
                .forEach(each -> lines.add(String.format(
                        Locale.ROOT,
                        "- %s, %,d kB, %d clients: %d answers, as %s%n",
                        name,
                        load.bytes() / 1000,
                        load.clients(),
                        each.wrong(),
                        each.examples())))));
        return lines.isEmpty()
                ? "Detections are equal: every infected message was found, and no other.\n"
                : "Not as expected:\n\n" + String.join("", lines);
    }

    private static double median(List<LoadResult> all, ToDoubleFunction<LoadResult> figure) {
        double[] sorted = all.stream().mapToDouble(figure).sorted().toArray();
        return sorted.length == 0 ? 0 : sorted[sorted.length / 2];
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value >= 100 ? "%,.0f" : value >= 10 ? "%.1f" : "%.2f", value);
    }

    private static String times(double better, double worse) {
        return worse > 0 ? number(better / worse) + "×" : "";
    }
}
