package dev.gatehouse.gateway;

import dev.gatehouse.engine.ScannerOptions;
import java.time.Duration;

/**
 * How much a gate takes at a time.
 *
 * @param scanner how each message is scanned
 * @param threads how many are scanned at a time; more than there are processors serve a lineup whose backends wait for
 *     others
 * @param places how many are received, queued and scanned at a time, at least 1
 * @param bytesInFlight how many bytes of them are kept at a time, in memory and in temporary files
 * @param queueTime how long one waits for a place, or for room for its bytes, before the gate is {@linkplain
 *     BusyException busy}
 */
public record GateSettings(ScannerOptions scanner, int threads, int places, long bytesInFlight, Duration queueTime) {

    /** 256 messages at a time. */
    public static final int DEFAULT_PLACES = 256;

    /** 2 GiB. */
    public static final long DEFAULT_BYTES_IN_FLIGHT = 2L << 30;

    /** 20 s, within the patience of every known client. */
    public static final Duration DEFAULT_QUEUE_TIME = Duration.ofSeconds(20);

    /** Checks the bounds. */
    public GateSettings {
        if (threads < 1 || places < 1 || bytesInFlight < 1 || queueTime.isNegative()) {
            throw new IllegalArgumentException("threads, places and bytes must be positive, and the time not negative: "
                    + threads + ", " + places + ", " + bytesInFlight + ", " + queueTime);
        }
    }

    /** One thread a processor, and otherwise the defaults. */
    public static GateSettings defaults() {
        return new GateSettings(
                ScannerOptions.defaults(),
                Runtime.getRuntime().availableProcessors(),
                DEFAULT_PLACES,
                DEFAULT_BYTES_IN_FLIGHT,
                DEFAULT_QUEUE_TIME);
    }

    /** These settings with other options of scanning. */
    public GateSettings withScanner(ScannerOptions options) {
        return new GateSettings(options, threads, places, bytesInFlight, queueTime);
    }

    /** These settings with another number of threads. */
    public GateSettings withThreads(int number) {
        return new GateSettings(scanner, number, places, bytesInFlight, queueTime);
    }

    /** These settings with another number of places. */
    public GateSettings withPlaces(int number) {
        return new GateSettings(scanner, threads, number, bytesInFlight, queueTime);
    }

    /** These settings with another bound on bytes. */
    public GateSettings withBytesInFlight(long bytes) {
        return new GateSettings(scanner, threads, places, bytes, queueTime);
    }

    /** These settings with another patience. */
    public GateSettings withQueueTime(Duration time) {
        return new GateSettings(scanner, threads, places, bytesInFlight, time);
    }
}
