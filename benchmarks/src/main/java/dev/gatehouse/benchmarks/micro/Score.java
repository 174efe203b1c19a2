package dev.gatehouse.benchmarks.micro;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * One result of JMH's.
 *
 * @param benchmark class and method, without the package
 * @param parameters its parameters by name
 * @param value the score
 * @param error half the width of its confidence interval of 99.9 %; 0 with one iteration
 * @param unit what the score counts
 */
record Score(String benchmark, Map<String, String> parameters, double value, double error, String unit) {

    /** Copies the map. */
    Score {
        parameters = Map.copyOf(parameters);
    }

    /** Reads what JMH writes with {@code -rf json}: an array of objects. */
    static List<Score> read(Path file) throws IOException {
        List<Score> scores = new ArrayList<>();
        try (JsonParser json = new JsonFactory().createParser(ObjectReadContext.empty(), Files.readString(file))) {
            json.nextToken();
            while (json.nextToken() == JsonToken.START_OBJECT) {
                scores.add(one(json));
            }
        }
        return scores;
    }

    private static Score one(JsonParser json) {
        String benchmark = "";
        Map<String, String> parameters = new TreeMap<>();
        Map<String, String> primary = new TreeMap<>();
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            switch (name) {
                case "benchmark" -> benchmark = json.getString();
                case "params" -> readFlat(json, parameters);
                case "primaryMetric" -> readFlat(json, primary);
                default -> {
                    if (value.isStructStart()) {
                        json.skipChildren();
                    }
                }
            }
        }
        String[] path = benchmark.split("\\.", -1);
        boolean search =
                parameters.containsKey("input") || parameters.containsKey("attack") || benchmark.endsWith("zipFile");
        return new Score(
                path[path.length - 2] + "." + path[path.length - 1],
                parameters,
                number(primary.getOrDefault("score", "0")),
                number(primary.getOrDefault("scoreError", "0")),
                search ? "MiB/s" : primary.getOrDefault("scoreUnit", ""));
    }

    /** The error of a single iteration is written as NaN. */
    private static double number(String text) {
        double value = Double.parseDouble(text);
        return Double.isNaN(value) ? 0 : value;
    }

    private static void readFlat(JsonParser json, Map<String, String> values) {
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            if (json.nextToken().isStructStart()) {
                json.skipChildren();
            } else {
                values.put(name, json.getString());
            }
        }
    }

    /** The raw data, without where on this machine things lie. */
    static String withoutPaths(Path file) throws IOException {
        return Files.readString(file)
                .replace(System.getProperty("bench.home", "\n"), ".")
                .replace(System.getProperty("user.home"), "~");
    }
}
