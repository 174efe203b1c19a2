package dev.gatehouse.gateway;

import dev.gatehouse.engine.Lineup;
import dev.gatehouse.engine.ScannerOptions;
import dev.gatehouse.engine.Seat;
import dev.gatehouse.engine.configuration.Configuration;
import dev.gatehouse.engine.configuration.ConfigurationException;
import dev.gatehouse.engine.configuration.Setting;
import dev.gatehouse.spi.Capability;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads how much a gate takes at a time, the first keys of {@code gateway:}. The others are left to who serves. */
public final class GateReader {

    private static final String RELOAD_CHECK = "reload-check";

    /** The keys that are read here. */
    public static final List<String> KEYS =
            List.of(
                    "threads",
                    "places",
                    "bytes-in-flight",
                    "queue-time",
                    "cache",
                    "temporary-folder",
                    RELOAD_CHECK);

    /** How often the disk is looked at, where nothing else is said. */
    private static final Duration DEFAULT_RELOAD_CHECK = Duration.ofSeconds(5);

    /** Mail repeats itself less than a disk does, and a server's memory is wanted for its messages. */
    private static final long DEFAULT_CACHE_BYTES = 16L << 20;

    /** How many scans wait for others on each processor, where the lineup has backends that do. */
    private static final int WAITING_THREADS_PER_PROCESSOR = 8;

    private static final int LEAST_WAITING_THREADS = 16;

    private GateReader() {}

    /**
     * Reads the settings of a gate.
     *
     * @param lineup the one that scans first: with backends that wait for others, more threads serve it
     * @throws ConfigurationException about the first thing that is wrong
     */
    public static GateSettings read(Configuration configuration, Lineup lineup) throws ConfigurationException {
        ScannerOptions options =
                ScannerOptions.defaults().withLimits(configuration.limits()).withCacheBytes(DEFAULT_CACHE_BYTES);
        GateSettings settings = GateSettings.defaults().withScanner(options).withThreads(threads(lineup));
        if (configuration.gateway().isEmpty()) {
            return settings;
        }
        for (Setting setting : configuration.gateway().get().settings()) {
            settings = read(configuration, setting, settings);
        }
        return settings;
    }

    /**
     * How often the disk is looked at for changes; zero for never.
     *
     * @throws ConfigurationException if it is no length of time
     */
    public static Duration reloadCheck(Configuration configuration) throws ConfigurationException {
        if (configuration.gateway().isPresent()) {
            for (Setting setting : configuration.gateway().get().settings()) {
                if (setting.key().equals(RELOAD_CHECK)) {
                    return setting.time();
                }
            }
        }
        return DEFAULT_RELOAD_CHECK;
    }

    private static GateSettings read(Configuration configuration, Setting setting, GateSettings settings)
            throws ConfigurationException {
        return switch (setting.key()) {
            case "threads" -> settings.withThreads(count(setting));
            case "places" -> settings.withPlaces(count(setting));
            case "bytes-in-flight" -> settings.withBytesInFlight(Math.max(1, setting.bytes()));
            case "queue-time" -> settings.withQueueTime(setting.time());
            case "cache" -> settings.withScanner(settings.scanner().withCacheBytes(setting.bytes()));
            case "temporary-folder" ->
                settings.withScanner(settings.scanner().withTemporaryFolder(folder(setting, configuration.file())));
            default -> settings;
        };
    }

    private static int count(Setting setting) throws ConfigurationException {
        return (int) Math.min(Integer.MAX_VALUE, setting.number(1));
    }

    private static Path folder(Setting setting, Optional<Path> file) throws ConfigurationException {
        Path folder = file.isPresent() ? setting.pathBeside(file.get()) : setting.as(Path::of);
        if (!Files.isDirectory(folder) || !Files.isWritable(folder)) {
            throw setting.wrong("temporary-folder: " + folder + " is not a folder that can be written to");
        }
        return folder;
    }

    private static int threads(Lineup lineup) {
        int processors = Runtime.getRuntime().availableProcessors();
        return lineup.seats().stream().anyMatch(GateReader::waits)
                ? Math.max(LEAST_WAITING_THREADS, WAITING_THREADS_PER_PROCESSOR * processors)
                : processors;
    }

    private static boolean waits(Seat seat) {
        return seat.backend().identity().capabilities().contains(Capability.WAITS);
    }
}
