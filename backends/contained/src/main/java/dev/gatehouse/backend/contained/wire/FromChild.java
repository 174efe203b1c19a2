package dev.gatehouse.backend.contained.wire;

import dev.gatehouse.spi.BackendIdentity;
import dev.gatehouse.spi.DigestAlgorithm;
import dev.gatehouse.spi.Finding;
import dev.gatehouse.spi.Health;
import dev.gatehouse.spi.Reason;
import java.util.List;

/** What a child says to the gate. None of it is to be trusted. */
public sealed interface FromChild {

    /** The backend within is open. */
    record Ready(BackendIdentity identity, List<Measured> measures) implements FromChild {
        /** Copies the list. */
        public Ready {
            measures = List.copyOf(measures);
        }
    }

    /** The backend within cannot be opened, and why. */
    record Refused(String why) implements FromChild {}

    /** One finding of a scan; more may follow. */
    record Found(long scan, Finding finding) implements FromChild {}

    /** The end of a scan: with what was said before, its outcome. */
    record Judged(long scan, Verdict verdict, List<Reason> reasons) implements FromChild {
        /** Copies the list. */
        public Judged {
            reasons = List.copyOf(reasons);
        }
    }

    /** The kinds of outcome. */
    enum Verdict {
        /** Nothing found, everything looked at. */
        CLEAN,
        /** Findings went before. */
        INFECTED,
        /** Not everything was looked at. */
        INCOMPLETE,
        /** The backend within could not judge. */
        FAILED
    }

    /**
     * The backend within wants a digest.
     *
     * @param level 0 for the part itself, 1 for what it came out of
     */
    record WantDigest(long scan, int level, DigestAlgorithm algorithm) implements FromChild {}

    /** The backend within wants the bytes of a container. */
    record WantBytes(long scan, int level) implements FromChild {}

    /** The backend within wants to know what a part came out of. */
    record WantContainer(long scan, int level) implements FromChild {}

    /** The backend within wants to know where a part stands. */
    record WantNames(long scan, int level) implements FromChild {}

    /** Who the backend within is. */
    record IdentityIs(BackendIdentity identity) implements FromChild {}

    /** Whether it can scan. */
    record HealthIs(Health health) implements FromChild {}
}
