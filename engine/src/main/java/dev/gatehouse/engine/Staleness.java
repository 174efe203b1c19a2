package dev.gatehouse.engine;

import dev.gatehouse.spi.BackendIdentity;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How old a backend's signatures may be: a vendor whose updates stop must not go on saying clean. A backend that does not
 * tell when its signatures were made is not judged by their age.
 *
 * @param staleAfter beyond this age the backend is named in a warning, and goes on
 * @param refuseAfter beyond this age it is out, like one that cannot be reached
 */
public record Staleness(Optional<Duration> staleAfter, Optional<Duration> refuseAfter) {

    /** Signatures may be of any age. */
    public static final Staleness UNBOUNDED = new Staleness(Optional.empty(), Optional.empty());

    /** What the age of a backend's signatures means. */
    public enum Freshness {
        /** Within all bounds, or of unknown age. */
        FRESH,
        /** Older than {@link Staleness#staleAfter}. */
        STALE,
        /** Older than {@link Staleness#refuseAfter}. */
        REFUSED
    }

    /** Checks the bounds. */
    public Staleness {
        staleAfter.ifPresent(bound -> requirePositive("staleAfter", bound));
        refuseAfter.ifPresent(bound -> requirePositive("refuseAfter", bound));
        if (staleAfter.isPresent()
                && refuseAfter.isPresent()
                && staleAfter.get().compareTo(refuseAfter.get()) > 0) {
            throw new IllegalArgumentException(
                    "staleAfter must not be longer than refuseAfter: " + staleAfter.get() + ", " + refuseAfter.get());
        }
    }

    private static void requirePositive(String name, Duration bound) {
        if (!bound.isPositive()) {
            throw new IllegalArgumentException(name + " must be positive: " + bound);
        }
    }

    /** Whether there is any bound. */
    boolean bounded() {
        return staleAfter.isPresent() || refuseAfter.isPresent();
    }

    /** What the age of a backend's signatures means at a moment. */
    public Freshness of(BackendIdentity identity, Instant now) {
        if (identity.signatureTime().isEmpty()) {
            return Freshness.FRESH;
        }
        Duration age = Duration.between(identity.signatureTime().get(), now);
        if (refuseAfter.isPresent() && age.compareTo(refuseAfter.get()) > 0) {
            return Freshness.REFUSED;
        }
        return staleAfter.isPresent() && age.compareTo(staleAfter.get()) > 0 ? Freshness.STALE : Freshness.FRESH;
    }
}
