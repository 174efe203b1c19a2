package dev.gatehouse.signatures.model;

import java.util.OptionalLong;

/**
 * A section of a Windows program known by its digest: ClamAV's {@code .mdb} and {@code .msb}.
 *
 * @param name the finding's name
 * @param digest the digest of the section's bytes in the file
 * @param size the section's size in the file, in bytes, or nothing when any size matches
 * @param origin where it was written
 */
public record SectionDigestSignature(String name, Digest digest, OptionalLong size, Origin origin)
        implements Signature {}
