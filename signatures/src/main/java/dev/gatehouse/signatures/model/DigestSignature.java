package dev.gatehouse.signatures.model;

import java.util.OptionalLong;

/**
 * A whole part known by its digest: ClamAV's {@code .hdb}, {@code .hsb}, and, to trust instead of to find, {@code .fp}
 * and {@code .sfp}.
 *
 * @param name the finding's name
 * @param purpose whether a match condemns or clears
 * @param digest the digest of all its bytes
 * @param size the part's size in bytes, or nothing when any size matches
 * @param origin where it was written
 */
public record DigestSignature(String name, Purpose purpose, Digest digest, OptionalLong size, Origin origin)
        implements Signature {

    /** What a match means. */
    public enum Purpose {
        /** The part is a finding. */
        DETECT,
        /** The part, and whatever it contains, is trusted: findings in it do not count. */
        TRUST
    }
}
