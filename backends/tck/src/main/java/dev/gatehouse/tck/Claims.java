package dev.gatehouse.tck;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a vendor says of a backend, for the kit to check. Begin with {@link #detects} and add what else there is.
 *
 * @param infected a sample that the backend detects wherever it runs; also inside a zip, if the backend
 *     {@linkplain dev.gatehouse.spi.Capability#UNPACKS unpacks}
 * @param manyNames a sample with two names or more: needed of a backend that reports
 *     {@linkplain dev.gatehouse.spi.Capability#ALL_MATCHES all matches}
 * @param refused settings that {@code open} must refuse
 * @param peer what the backend talks to, if it does
 * @param recovery the longest that it may take until the backend scans again after its peer came back
 * @param patience the longest that one scan of a small file may take, other scans beside it
 * @param scans about how many small files a test with many of them scans
 */
public record Claims(
        Sample infected,
        Optional<Sample> manyNames,
        List<Setting> refused,
        Optional<Peer> peer,
        Duration recovery,
        Duration patience,
        int scans) {

    /** Copies the list and checks the figures. */
    public Claims {
        refused = List.copyOf(refused);
        if (!patience.isPositive() || recovery.isNegative() || scans < 1) {
            throw new IllegalArgumentException("patience and scans must be positive, and recovery not negative: "
                    + patience + ", " + scans + ", " + recovery);
        }
        if (manyNames.isPresent() && manyNames.get().names().size() < 2) {
            throw new IllegalArgumentException("a sample with many names has two at least: "
                    + manyNames.get().names());
        }
    }

    /**
     * One setting of a configuration.
     *
     * @param key the key
     * @param value a value for it
     */
    public record Setting(String key, String value) {}

    /** A backend that detects a sample, needs no peer, answers within 10 s and is tried with 400 small files. */
    public static Claims detects(Sample infected) {
        return new Claims(
                infected,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Duration.ofSeconds(15),
                Duration.ofSeconds(10),
                400);
    }

    /** Adds a sample that is known by two names or more, all of which are reported when every match is wanted. */
    public Claims withManyNames(Sample sample) {
        return new Claims(infected, Optional.of(sample), refused, peer, recovery, patience, scans);
    }

    /** Adds a setting that {@code open} must refuse, in an otherwise working configuration. */
    public Claims refuses(String key, String value) {
        List<Setting> more = new ArrayList<>(refused);
        more.add(new Setting(key, value));
        return new Claims(infected, manyNames, more, peer, recovery, patience, scans);
    }

    /** Names the peer. */
    public Claims withPeer(Peer other) {
        return new Claims(infected, manyNames, refused, Optional.of(other), recovery, patience, scans);
    }

    /** Allows another time until the backend has got over a peer that was away; 15 s unless this says so. */
    public Claims withRecovery(Duration other) {
        return new Claims(infected, manyNames, refused, peer, other, patience, scans);
    }

    /** Allows a small file another time. */
    public Claims withPatience(Duration other) {
        return new Claims(infected, manyNames, refused, peer, recovery, other, scans);
    }

    /** Sets how many small files are scanned where many are; fewer than 16 still make 16. */
    public Claims withScans(int other) {
        return new Claims(infected, manyNames, refused, peer, recovery, patience, other);
    }
}
