package dev.gatehouse.backend.yara;

import dev.gatehouse.spi.BackendConfiguration;
import dev.gatehouse.spi.BackendUnavailableException;
import dev.gatehouse.spi.ConfigurationKey;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The configuration, read and checked.
 *
 * @param name what the operator calls the backend
 * @param rules files and folders of rules
 * @param externals variables that rules use
 * @param trust whether the operator vouches for the rules
 * @param compiledFolder where compiled copies are kept
 * @param library the names under which libyara is looked for
 * @param limits what a scan may take
 * @param maxOccurrences how many places a finding tells
 * @param temporaryFolder where copies of very large parts are put
 */
record YaraSettings(
        String name,
        List<Path> rules,
        List<External> externals,
        Trust trust,
        Optional<Path> compiledFolder,
        List<String> library,
        ScanLimits limits,
        int maxOccurrences,
        Path temporaryFolder) {

    private static final String RULES = "rules";
    private static final String EXTERNAL = "external";
    private static final String TRUST = "trust";
    private static final String COMPILED_FOLDER = "compiled-folder";
    private static final String LIBRARY = "library";
    private static final String TIMEOUT = "timeout";
    private static final String MAX_SIZE = "max-size";
    private static final String MAX_OCCURRENCES = "max-occurrences";
    private static final String TEMPORARY_FOLDER = "temporary-folder";

    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(60);
    private static final long DEFAULT_MAX_BYTES = 16L << 30;
    private static final int DEFAULT_OCCURRENCES = 1000;
    private static final long IN_PLACE_BYTES = 64 << 10;

    private static final Pattern AMOUNT = Pattern.compile("([0-9]{1,9})([a-zA-Z]*)");
    private static final Map<String, ChronoUnit> TIMES =
            Map.of("ms", ChronoUnit.MILLIS, "s", ChronoUnit.SECONDS, "", ChronoUnit.SECONDS, "m", ChronoUnit.MINUTES);
    private static final Map<String, Long> SIZES =
            Map.of("", 1L, "K", 1L << 10, "M", 1L << 20, "G", 1L << 30, "T", 1L << 40);

    /** What can be configured. */
    static List<ConfigurationKey> keys() {
        return List.of(
                new ConfigurationKey(
                        RULES,
                        "a file of YARA rules, as text or compiled, or a folder of them (.yar, .yara, .rule, .rules, .yac)",
                        true),
                new ConfigurationKey(EXTERNAL, "a variable that rules use, as name=value", true),
                new ConfigurationKey(
                        TRUST,
                        "rules: the rules are trusted and run in this process;"
                                + " contained (default): they run only within a backend of type contained,"
                                + " unless compiled-folder has them",
                        false),
                new ConfigurationKey(
                        COMPILED_FOLDER,
                        "a private folder where compiled copies of trusted rules are kept; without it, nowhere",
                        false),
                new ConfigurationKey(
                        LIBRARY, "the libyara to load, by name or path (default: the one that is installed)", false),
                new ConfigurationKey(
                        TIMEOUT, "the longest that one scan takes, in ms, s or m: 500ms, 60s (default)", false),
                new ConfigurationKey(
                        MAX_SIZE,
                        "the largest part that is scanned, in bytes, or with K, M, G or T (default: 16G)",
                        false),
                new ConfigurationKey(
                        MAX_OCCURRENCES, "how many places of a rule that matches are told (default: 1000)", false),
                new ConfigurationKey(
                        TEMPORARY_FOLDER,
                        "where copies of the largest parts are put while they are scanned"
                                + " (default: the system's temporary folder)",
                        false));
    }

    /**
     * Reads a configuration.
     *
     * @throws BackendUnavailableException if a value is wrong; names the key and what is allowed
     */
    static YaraSettings of(BackendConfiguration configuration) throws BackendUnavailableException {
        if (configuration.all(RULES).isEmpty()) {
            throw new BackendUnavailableException(
                    configuration.name() + ": there are no rules; name a file or a folder of them with " + RULES);
        }
        List<Path> rules = new ArrayList<>();
        for (String place : configuration.all(RULES)) {
            rules.add(path(configuration, RULES, place));
        }
        List<External> externals = new ArrayList<>();
        for (String external : configuration.all(EXTERNAL)) {
            externals.add(
                    External.of(external).orElseThrow(() -> wrong(configuration, EXTERNAL, "name=value", external)));
        }
        Optional<String> compiledFolder = configuration.value(COMPILED_FOLDER);
        if (compiledFolder.isPresent() && !compiledFolder.get().startsWith("/")) {
            throw wrong(configuration, COMPILED_FOLDER, "an absolute path", compiledFolder.get());
        }
        String trust = configuration.value(TRUST).orElse("contained");
        return new YaraSettings(
                configuration.name(),
                List.copyOf(rules),
                List.copyOf(externals),
                Trust.of(trust).orElseThrow(() -> wrong(configuration, TRUST, "rules or contained", trust)),
                compiledFolder.isPresent()
                        ? Optional.of(path(configuration, COMPILED_FOLDER, compiledFolder.get()))
                        : Optional.empty(),
                configuration.value(LIBRARY).map(List::of).orElse(YaraLibrary.NAMES),
                new ScanLimits(size(configuration), timeout(configuration), IN_PLACE_BYTES),
                occurrences(configuration),
                path(
                        configuration,
                        TEMPORARY_FOLDER,
                        configuration.value(TEMPORARY_FOLDER).orElse(System.getProperty("java.io.tmpdir", "/tmp"))));
    }

    private static Path path(BackendConfiguration configuration, String key, String text)
            throws BackendUnavailableException {
        try {
            return Path.of(text);
        } catch (InvalidPathException _) {
            throw wrong(configuration, key, "a path", text);
        }
    }

    private static Duration timeout(BackendConfiguration configuration) throws BackendUnavailableException {
        String text = configuration.value(TIMEOUT).orElse(DEFAULT_TIMEOUT.toSeconds() + "s");
        Matcher amount = AMOUNT.matcher(text);
        if (!amount.matches() || !TIMES.containsKey(amount.group(2)) || Long.parseLong(amount.group(1)) == 0) {
            throw wrong(configuration, TIMEOUT, "a time above 0 such as 500ms, 60s or 2m", text);
        }
        return Duration.of(Long.parseLong(amount.group(1)), TIMES.getOrDefault(amount.group(2), ChronoUnit.SECONDS));
    }

    private static long size(BackendConfiguration configuration) throws BackendUnavailableException {
        Optional<String> text = configuration.value(MAX_SIZE);
        if (text.isEmpty()) {
            return DEFAULT_MAX_BYTES;
        }
        Matcher amount = AMOUNT.matcher(text.get());
        if (!amount.matches() || !SIZES.containsKey(amount.group(2))) {
            throw wrong(configuration, MAX_SIZE, "a size such as 100M or 4G", text.get());
        }
        long number = Long.parseLong(amount.group(1));
        long unit = SIZES.getOrDefault(amount.group(2), 1L);
        return number > Long.MAX_VALUE / unit ? Long.MAX_VALUE : number * unit;
    }

    private static int occurrences(BackendConfiguration configuration) throws BackendUnavailableException {
        String text = configuration.value(MAX_OCCURRENCES).orElse(Integer.toString(DEFAULT_OCCURRENCES));
        if (!text.matches("[0-9]{1,9}")) {
            throw wrong(configuration, MAX_OCCURRENCES, "a number from 0 to 999999999", text);
        }
        return Integer.parseInt(text);
    }

    private static BackendUnavailableException wrong(
            BackendConfiguration configuration, String key, String allowed, String value) {
        return new BackendUnavailableException(
                configuration.name() + ": " + key + " must be " + allowed + ", not " + value);
    }
}
