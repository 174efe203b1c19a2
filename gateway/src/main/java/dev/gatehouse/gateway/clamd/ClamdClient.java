package dev.gatehouse.gateway.clamd;

import dev.gatehouse.gateway.policy.Concern;
import dev.gatehouse.gateway.policy.Policy;
import java.util.Locale;

/**
 * The known clients, and what each must be told so that nothing passes unseen: it tries later where it can be made to,
 * and otherwise takes the message for infected.
 */
public enum ClamdClient {
    /** Any of them: what cannot be looked at is infected, for two of them take everything else for clean. */
    ANY(ClamdAction.BLOCK, ClamdAction.BLOCK),
    /** Lets mail pass on every {@code ERROR}; its rules tell {@code Heuristics.Limits.Exceeded} and the like apart. */
    RSPAMD(ClamdAction.FOUND, ClamdAction.FOUND),
    /** Defers on {@code ERROR} once no other scanner answers. */
    AMAVISD(ClamdAction.ERROR, ClamdAction.FOUND),
    /** Defers on {@code ERROR}. */
    EXIM(ClamdAction.ERROR, ClamdAction.FOUND),
    /** Does on {@code ERROR} what its {@code OnFail} says: to defer, if nothing. */
    CLAMAV_MILTER(ClamdAction.ERROR, ClamdAction.FOUND),
    /** Looks for {@code FOUND} and takes everything else for clean. */
    JAMES(ClamdAction.BLOCK, ClamdAction.BLOCK),
    /** Takes {@code ERROR} for a fault of the scanner, on which its filter tempfails. */
    MIMEDEFANG(ClamdAction.ERROR, ClamdAction.FOUND),
    /** Takes {@code ERROR} for a fault, and fails its own client's request. */
    C_ICAP(ClamdAction.ERROR, ClamdAction.FOUND);

    private final ClamdAction later;
    private final ClamdAction encrypted;

    ClamdClient(ClamdAction later, ClamdAction encrypted) {
        this.later = later;
        this.encrypted = encrypted;
    }

    /** The name in configuration: {@code clamav-milter}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What it is told for each concern. */
    public Policy<ClamdAction> policy() {
        return Policy.of(ClamdAction.OK, later)
                .with(Concern.INFECTED, ClamdAction.BLOCK)
                .with(Concern.ENCRYPTED, encrypted);
    }
}
