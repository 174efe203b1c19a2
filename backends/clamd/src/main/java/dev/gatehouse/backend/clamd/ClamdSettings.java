package dev.gatehouse.backend.clamd;

import dev.gatehouse.spi.BackendConfiguration;
import dev.gatehouse.spi.BackendUnavailableException;
import dev.gatehouse.spi.ConfigurationKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A configuration, read and checked. */
final class ClamdSettings {

    private static final String ADDRESS = "address";
    private static final String GIVE = "give";
    private static final String SAME_FILES = "same-files";
    private static final String EXCHANGE_FOLDER = "exchange-folder";
    private static final String CONNECTIONS = "connections";
    private static final String SCANS_PER_CONNECTION = "scans-per-connection";
    private static final String RECONNECT_FOR = "reconnect-for";
    private static final String DAEMON_CONFIGURATION = "daemon-configuration";
    private static final String STREAM_MAX_LENGTH = "stream-max-length";
    private static final String MAX_FILE_SIZE = "max-file-size";
    private static final String MAX_SCAN_SIZE = "max-scan-size";
    private static final String MAX_SCAN_TIME = "max-scan-time";
    private static final String ALERT_EXCEEDS_MAX = "alert-exceeds-max";
    private static final String ALERT_ENCRYPTED = "alert-encrypted";
    private static final String TIME_ZONE = "time-zone";

    private static final String DEFAULT_ADDRESS = "unix:/run/clamav/clamd.ctl";

    static final List<ConfigurationKey> KEYS = List.of(
            key(ADDRESS, "where clamd listens: unix:/path or tcp:host:port; default " + DEFAULT_ADDRESS),
            key(GIVE, "what clamd is given: whole files, which it opens itself: whole (default); or parts"),
            key(
                    SAME_FILES,
                    "whether clamd sees and may read the same files under the same paths, so that all matches"
                            + " can be had: true or false (default)"),
            key(
                    EXCHANGE_FOLDER,
                    "with same-files, where parts that are no files are put for clamd, readable for the folder's group;"
                            + " default: the temporary folder, readable for this user alone"),
            key(CONNECTIONS, "how many connections at most, 1 to 256; default 8"),
            key(SCANS_PER_CONNECTION, "how many scans a connection carries at once, 1 to 64; default 2"),
            key(RECONNECT_FOR, "how many seconds a scan tries to reach a clamd that is away, 0 to 3600; default 2"),
            key(
                    DAEMON_CONFIGURATION,
                    "the daemon's clamd.conf, to know its limits; default: the usual one, if it names this socket"),
            key(STREAM_MAX_LENGTH, "the daemon's StreamMaxLength, in bytes or with K, M, G"),
            key(MAX_FILE_SIZE, "the daemon's MaxFileSize, in bytes or with K, M, G"),
            key(MAX_SCAN_SIZE, "the daemon's MaxScanSize, in bytes or with K, M, G"),
            key(MAX_SCAN_TIME, "the daemon's MaxScanTime, in milliseconds"),
            key(ALERT_EXCEEDS_MAX, "whether the daemon's AlertExceedsMax is on: true or false"),
            key(ALERT_ENCRYPTED, "whether the daemon's AlertEncrypted is on: true or false"),
            key(TIME_ZONE, "the daemon's time zone, as Europe/Berlin or UTC; default this machine's"));

    private final BackendConfiguration configuration;

    ClamdSettings(BackendConfiguration configuration) {
        this.configuration = configuration;
    }

    private static ConfigurationKey key(String name, String description) {
        return new ConfigurationKey(name, description, false);
    }

    ClamdAddress address() throws BackendUnavailableException {
        String text = configuration.value(ADDRESS).orElse(DEFAULT_ADDRESS);
        try {
            return ClamdAddress.parse(text);
        } catch (IllegalArgumentException e) {
            throw wrong(ADDRESS + " " + e.getMessage());
        }
    }

    boolean givesWholeFiles() throws BackendUnavailableException {
        String text = configuration.value(GIVE).orElse("whole");
        return switch (text) {
            case "whole" -> true;
            case "parts" -> false;
            default -> throw wrong(GIVE + " must be whole or parts, not " + text);
        };
    }

    /** Where files are put for clamd, if it sees the same files. */
    Optional<SharedFiles> sharedFiles() throws BackendUnavailableException {
        Optional<String> folder = configuration.value(EXCHANGE_FOLDER);
        if (folder.isPresent() && !isFolder(folder.get())) {
            throw wrong(EXCHANGE_FOLDER + " must be a folder that can be written to, not " + folder.get());
        }
        return flag(SAME_FILES, false)
                ? Optional.of(folder.map(SharedFiles::within).orElseGet(SharedFiles::inTemporaryFolder))
                : Optional.empty();
    }

    private static boolean isFolder(String text) {
        try {
            Path folder = Path.of(text);
            return folder.isAbsolute() && Files.isDirectory(folder) && Files.isWritable(folder);
        } catch (InvalidPathException e) {
            return false;
        }
    }

    int connections() throws BackendUnavailableException {
        return number(CONNECTIONS, 8, 1, 256);
    }

    int scansPerConnection() throws BackendUnavailableException {
        return number(SCANS_PER_CONNECTION, 2, 1, 64);
    }

    Duration reconnectFor() throws BackendUnavailableException {
        return Duration.ofSeconds(number(RECONNECT_FOR, 2, 0, 3600));
    }

    ZoneId timeZone() throws BackendUnavailableException {
        Optional<String> text = configuration.value(TIME_ZONE);
        if (text.isEmpty()) {
            return ZoneId.systemDefault();
        }
        try {
            return ZoneId.of(text.get());
        } catch (DateTimeException e) {
            throw wrong(TIME_ZONE + " must be a time zone like Europe/Berlin or UTC, not " + text.get());
        }
    }

    /** The daemon's limits: its own configuration, then what single keys say. */
    DaemonLimits limits(ClamdAddress address, String engineVersion) throws BackendUnavailableException {
        try {
            DaemonLimits known = fromFile(address, engineVersion);
            return new DaemonLimits(
                    size(STREAM_MAX_LENGTH, known.streamBytes()),
                    size(MAX_FILE_SIZE, known.fileBytes()),
                    size(MAX_SCAN_SIZE, known.scanBytes()),
                    Duration.ofMillis(size(MAX_SCAN_TIME, known.scanTime().toMillis())),
                    flag(ALERT_EXCEEDS_MAX, known.alertsOnLimits()),
                    flag(ALERT_ENCRYPTED, known.alertsOnEncryption()),
                    known.known() || configuration.value(MAX_FILE_SIZE).isPresent(),
                    known.source());
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    private DaemonLimits fromFile(ClamdAddress address, String engineVersion) throws BackendUnavailableException {
        Optional<String> named = configuration.value(DAEMON_CONFIGURATION);
        if (named.isEmpty()) {
            return DaemonConfiguration.of(address)
                    .map(found -> found.limits(engineVersion))
                    .orElseGet(DaemonLimits::unknown);
        }
        try {
            return DaemonConfiguration.read(Path.of(named.get())).limits(engineVersion);
        } catch (IOException | InvalidPathException e) {
            throw wrong(DAEMON_CONFIGURATION + " cannot be read: " + e);
        }
    }

    private long size(String key, long otherwise) {
        return configuration
                .value(key)
                .map(text -> DaemonConfiguration.parseSize(key, text))
                .orElse(otherwise);
    }

    private int number(String key, int otherwise, int least, int most) throws BackendUnavailableException {
        Optional<String> text = configuration.value(key);
        if (text.isEmpty()) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(text.get());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw wrong("%s must be a number from %d to %d, not %s".formatted(key, least, most, text.get()));
    }

    private boolean flag(String key, boolean otherwise) throws BackendUnavailableException {
        Optional<String> text = configuration.value(key);
        if (text.isEmpty()) {
            return otherwise;
        }
        return switch (text.get().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw wrong(key + " must be true or false, not " + text.get());
        };
    }

    private BackendUnavailableException wrong(String what) {
        return new BackendUnavailableException(configuration.name() + ": " + what);
    }
}
