package dev.gatehouse.backend.yara;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.gatehouse.spi.Backend;
import dev.gatehouse.spi.BackendConfiguration;
import dev.gatehouse.spi.BackendUnavailableException;
import dev.gatehouse.spi.Deadline;
import dev.gatehouse.spi.Finding;
import dev.gatehouse.spi.ScanContext;
import dev.gatehouse.spi.ScanOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Opens backends for tests, and asks them. Another libyara than the installed one: {@code -Dyara.library=PATH}. */
final class Backends {

    private Backends() {}

    /** The libyara that tests use. */
    static List<String> library() {
        String chosen = System.getProperty("yara.library");
        return chosen == null ? YaraLibrary.NAMES : List.of(chosen);
    }

    static BackendConfiguration configuration(Map<String, List<String>> values) {
        Map<String, List<String>> all = new TreeMap<>(values);
        String chosen = System.getProperty("yara.library");
        if (chosen != null) {
            all.putIfAbsent("library", List.of(chosen));
        }
        return new BackendConfiguration("yara", all);
    }

    /** A backend with trusted rules from files and folders. */
    static Backend trusted(Path... rules) throws BackendUnavailableException {
        return trusted(Map.of(), rules);
    }

    static Backend trusted(Map<String, List<String>> more, Path... rules) throws BackendUnavailableException {
        Map<String, List<String>> values = new TreeMap<>(more);
        List<String> paths = new ArrayList<>();
        for (Path rule : rules) {
            paths.add(rule.toString());
        }
        values.put("rules", paths);
        values.put("trust", List.of("rules"));
        return new YaraProvider().open(configuration(values));
    }

    /** A backend with one trusted file of rules. */
    static Backend of(Path folder, String rules) throws IOException, BackendUnavailableException {
        return trusted(Files.writeString(folder.resolve("test.yar"), rules));
    }

    static ScanOutcome scan(Backend backend, byte[] content) {
        return backend.scan(new MemorySubject(content), new ScanContext(Deadline.none(), true));
    }

    static ScanOutcome scan(Backend backend, String content) {
        return scan(backend, content.getBytes(ISO_8859_1));
    }

    /** What was found, if the scan went through. */
    static List<Finding> findings(Backend backend, byte[] content) {
        return switch (scan(backend, content)) {
            case ScanOutcome.Clean _ -> List.of();
            case ScanOutcome.Infected(List<Finding> findings, var reasons) when reasons.isEmpty() -> findings;
            case ScanOutcome other -> throw new AssertionError(other.toString());
        };
    }

    static List<Finding> findings(Backend backend, String content) {
        return findings(backend, content.getBytes(ISO_8859_1));
    }
}
