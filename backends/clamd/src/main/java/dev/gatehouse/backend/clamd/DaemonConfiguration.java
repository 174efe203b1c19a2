package dev.gatehouse.backend.clamd;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A clamd.conf, as far as it says what the daemon leaves out. */
final class DaemonConfiguration {

    /** Where distributions keep it: Debian's and Red Hat's. */
    static final List<Path> USUAL_PLACES =
            List.of(Path.of("/etc/clamav/clamd.conf"), Path.of("/etc/clamd.d/scan.conf"));

    private static final long MIB = 1 << 20;
    private static final int LARGEST = 1 << 20;

    private final Path file;
    private final Map<String, String> values;

    private DaemonConfiguration(Path file, Map<String, String> values) {
        this.file = file;
        this.values = values;
    }

    /**
     * Reads the file.
     *
     * @throws IOException if it cannot be read, or is far too large to be a configuration
     */
    static DaemonConfiguration read(Path file) throws IOException {
        if (Files.size(file) > LARGEST) {
            throw new IOException(file + " is too large to be a configuration of clamd");
        }
        Map<String, String> values = new HashMap<>();
        for (String line :
                Files.readString(file, StandardCharsets.ISO_8859_1).lines().toList()) {
            String[] words = line.strip().split("\\s+", 2);
            if (words.length == 2 && !words[0].startsWith("#")) {
                values.put(words[0].toLowerCase(Locale.ROOT), words[1].strip());
            }
        }
        return new DaemonConfiguration(file, values);
    }

    /** The configuration of the daemon behind an address, when it lies where distributions keep it. */
    static Optional<DaemonConfiguration> of(ClamdAddress address) {
        if (!(address instanceof ClamdAddress.Unix unix)) {
            return Optional.empty();
        }
        for (Path place : USUAL_PLACES) {
            try {
                DaemonConfiguration found = read(place);
                Optional<String> socket = found.value("LocalSocket");
                if (socket.isPresent()
                        && Files.isSameFile(
                                Path.of(socket.get()), unix.address().getPath())) {
                    return Optional.of(found);
                }
            } catch (IOException e) {
                // not there, or not for us to read: then it is not known
            }
        }
        return Optional.empty();
    }

    /**
     * The limits it sets.
     *
     * @throws IllegalArgumentException if a value cannot be read; the message names the option
     */
    DaemonLimits limits(String engineVersion) {
        DaemonLimits defaults = DaemonLimits.defaults(engineVersion, file.toString());
        return new DaemonLimits(
                size("StreamMaxLength", defaults.streamBytes()),
                size("MaxFileSize", defaults.fileBytes()),
                size("MaxScanSize", defaults.scanBytes()),
                time("MaxScanTime", defaults.scanTime()),
                // the second names are those of old releases, which still hold
                flag("AlertExceedsMax") || flag("BlockMax"),
                flag("AlertEncrypted")
                        || flag("ArchiveBlockEncrypted")
                        || (flag("AlertEncryptedArchive") && flag("AlertEncryptedDoc")),
                true,
                file.toString());
    }

    private Optional<String> value(String option) {
        return Optional.ofNullable(values.get(option.toLowerCase(Locale.ROOT)));
    }

    private long size(String option, long otherwise) {
        return value(option).map(text -> parseSize(file + ": " + option, text)).orElse(otherwise);
    }

    private Duration time(String option, Duration otherwise) {
        long millis = size(option, otherwise.toMillis());
        return Duration.ofMillis(millis);
    }

    private boolean flag(String option) {
        return value(option)
                .map(text -> switch (text.toLowerCase(Locale.ROOT)) {
                    case "yes", "true", "1" -> true;
                    default -> false;
                })
                .orElse(false);
    }

    /**
     * A number with {@code K}, {@code M} or {@code G} behind it, or none; 0 is clamd's word for no limit.
     *
     * @throws IllegalArgumentException if it is not such a number
     */
    static long parseSize(String name, String text) {
        String digits = text.strip().toUpperCase(Locale.ROOT);
        long unit = 1;
        if (!digits.isEmpty()) {
            unit = switch (digits.charAt(digits.length() - 1)) {
                case 'K' -> 1L << 10;
                case 'M' -> MIB;
                case 'G' -> 1L << 30;
                default -> 1;
            };
            if (unit > 1) {
                digits = digits.substring(0, digits.length() - 1);
            }
        }
        try {
            long size = Math.multiplyExact(Long.parseLong(digits), unit);
            if (size >= 0) {
                return size == 0 ? Long.MAX_VALUE : size;
            }
        } catch (NumberFormatException | ArithmeticException e) {
            // said below
        }
        throw new IllegalArgumentException(name + " must be a size like 25M, not " + text);
    }
}
