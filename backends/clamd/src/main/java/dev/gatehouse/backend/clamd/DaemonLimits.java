package dev.gatehouse.backend.clamd;

import java.time.Duration;

/**
 * What a clamd does not look at. Beyond its limits clamd answers {@code OK} and says nothing, unless AlertExceedsMax is
 * on; so whoever asks must know the limits.
 *
 * @param streamBytes StreamMaxLength: more is refused with an error
 * @param fileBytes MaxFileSize: a larger file, or part of one, is skipped in silence
 * @param scanBytes MaxScanSize: what comes out of a file beyond it is skipped in silence
 * @param scanTime MaxScanTime: when it is over the rest is skipped in silence
 * @param alertsOnLimits AlertExceedsMax: whether what was skipped is said
 * @param alertsOnEncryption AlertEncrypted: whether it is said that something is encrypted
 * @param known whether these are the daemon's own, or assumed
 * @param source where this is known from, for people
 */
record DaemonLimits(
        long streamBytes,
        long fileBytes,
        long scanBytes,
        Duration scanTime,
        boolean alertsOnLimits,
        boolean alertsOnEncryption,
        boolean known,
        String source) {

    /** No clamd looks at a file of 2 GiB or more, whatever its configuration says: clamd.conf(5), MaxFileSize. */
    static final long LARGEST_FILE = Integer.MAX_VALUE;

    private static final long MIB = 1 << 20;

    /** Applies the bound that holds for all. */
    DaemonLimits {
        fileBytes = Math.min(fileBytes, LARGEST_FILE);
    }

    /** The defaults of clamd.conf(5) for an engine's version; they grew with 0.105. */
    static DaemonLimits defaults(String engineVersion, String source) {
        return since0105(engineVersion)
                ? new DaemonLimits(100 * MIB, 100 * MIB, 400 * MIB, Duration.ofMinutes(2), false, false, true, source)
                : new DaemonLimits(25 * MIB, 25 * MIB, 100 * MIB, Duration.ofMinutes(2), false, false, true, source);
    }

    /**
     * What is assumed of a daemon whose configuration cannot be seen: the smallest limits that a release or Debian's
     * package ever came with, and no alerts. Only the stream's length is left open, because clamd says when it is
     * exceeded.
     */
    static DaemonLimits unknown() {
        return new DaemonLimits(
                Long.MAX_VALUE,
                25 * MIB,
                100 * MIB,
                Duration.ofMinutes(2),
                false,
                false,
                false,
                "assumed, as daemon-configuration is not set");
    }

    private static boolean since0105(String version) {
        String[] numbers = version.split("[^0-9]+", 3);
        try {
            return Integer.parseInt(numbers[0]) > 0 || Integer.parseInt(numbers[1]) >= 105;
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            // a version nobody knows is taken for an old one, whose limits are lower
            return false;
        }
    }
}
