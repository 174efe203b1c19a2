package dev.gatehouse.backend.command;

import dev.gatehouse.spi.BackendConfiguration;
import dev.gatehouse.spi.BackendUnavailableException;
import dev.gatehouse.spi.ConfigurationKey;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A configuration, read and checked.
 *
 * @param profile how the scanner is called
 * @param program the scanner, an absolute path
 * @param more arguments of the operator's own
 * @param timeLimit how long a run may take
 * @param outputLimit how many bytes a run may print
 * @param largestCopy how many bytes are copied at most
 * @param concurrency how many runs at once
 * @param signatureFiles files whose newest time is that of the signatures
 */
record CommandSettings(
        Profile profile,
        Path program,
        List<String> more,
        Duration timeLimit,
        int outputLimit,
        long largestCopy,
        int concurrency,
        List<String> signatureFiles) {

    private static final String PROFILE = "profile";
    private static final String PROGRAM = "program";
    private static final String ARGUMENT = "argument";
    private static final String TIME_LIMIT = "time-limit";
    private static final String OUTPUT_LIMIT = "output-limit-kib";
    private static final String LARGEST_COPY = "largest-copy-mib";
    private static final String CONCURRENCY = "concurrency";
    private static final String SIGNATURE_FILE = "signature-file";

    static final List<ConfigurationKey> KEYS = List.of(
            new ConfigurationKey(
                    PROFILE,
                    "how the scanner is called: " + String.join(", ", Profiles.SHIPPED) + ", or the path of a file",
                    false),
            new ConfigurationKey(PROGRAM, "the scanner's path; default: where the profile says", false),
            new ConfigurationKey(
                    ARGUMENT, "one more argument for the scanner, as its signatures; paths must be absolute", true),
            new ConfigurationKey(TIME_LIMIT, "how many seconds a run may take, 1 to 86400; default 120", false),
            new ConfigurationKey(OUTPUT_LIMIT, "how many KiB a run may print, 1 to 65536; default 1024", false),
            new ConfigurationKey(
                    LARGEST_COPY,
                    "how many MiB a part may have that must be copied to a file, 1 to 1048576; default 1024",
                    false),
            new ConfigurationKey(
                    CONCURRENCY, "how many runs at once, 1 to 1024; default: the number of processors", false),
            new ConfigurationKey(
                    SIGNATURE_FILE,
                    "a signature file; the newest one's time is that of the signatures where the scanner does not tell",
                    true));

    /** Reads a configuration. */
    static CommandSettings read(BackendConfiguration configuration) throws BackendUnavailableException {
        String name = configuration
                .value(PROFILE)
                .orElseThrow(() -> wrong(
                        configuration,
                        PROFILE + " is missing: set it to one of " + String.join(", ", Profiles.SHIPPED)
                                + ", or to the path of a file"));
        Profile profile;
        try {
            profile = Profiles.find(name);
        } catch (ProfileException e) {
            throw wrong(configuration, PROFILE + " " + e.getMessage());
        }
        List<String> more = configuration.all(ARGUMENT);
        if (more.stream().anyMatch(argument -> argument.indexOf('\0') >= 0)) {
            throw wrong(configuration, ARGUMENT + " must not hold a NUL character");
        }
        if (more.isEmpty() && profile.requires().isPresent()) {
            throw wrong(
                    configuration,
                    ARGUMENT + " is missing: " + profile.requires().get());
        }
        return new CommandSettings(
                profile,
                program(configuration, profile),
                more,
                Duration.ofSeconds(number(configuration, TIME_LIMIT, 120, 86_400)),
                number(configuration, OUTPUT_LIMIT, 1024, 1 << 16) << 10,
                (long) number(configuration, LARGEST_COPY, 1024, 1 << 20) << 20,
                number(configuration, CONCURRENCY, Runtime.getRuntime().availableProcessors(), 1024),
                signatureFiles(configuration, profile));
    }

    private static List<String> signatureFiles(BackendConfiguration configuration, Profile profile)
            throws BackendUnavailableException {
        List<String> files = configuration.all(SIGNATURE_FILE);
        for (String file : files) {
            if (!exists(file)) {
                throw wrong(configuration, SIGNATURE_FILE + " is not there: " + file);
            }
        }
        return files.isEmpty() ? profile.signatureFiles() : files;
    }

    private static boolean exists(String file) {
        try {
            return Files.exists(Path.of(file));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static Path program(BackendConfiguration configuration, Profile profile)
            throws BackendUnavailableException {
        Optional<String> named = configuration.value(PROGRAM);
        List<String> candidates = named.map(List::of).orElse(profile.programs());
        for (String candidate : candidates) {
            Optional<Path> found = Programs.find(candidate);
            if (found.isPresent()) {
                return found.get();
            }
        }
        throw wrong(
                configuration,
                PROGRAM + " is not there or cannot be run: " + String.join(", ", candidates) + "; install "
                        + profile.product() + ", or set " + PROGRAM);
    }

    private static int number(BackendConfiguration configuration, String key, int otherwise, int most)
            throws BackendUnavailableException {
        Optional<String> text = configuration.value(key);
        if (text.isEmpty()) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(text.get());
            if (number >= 1 && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw wrong(configuration, "%s must be a number from 1 to %d, not %s".formatted(key, most, text.get()));
    }

    private static BackendUnavailableException wrong(BackendConfiguration configuration, String what) {
        return new BackendUnavailableException(configuration.name() + ": " + what);
    }
}
