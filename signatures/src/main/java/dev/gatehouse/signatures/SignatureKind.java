package dev.gatehouse.signatures;

/** The kinds of signatures that sources give. */
public enum SignatureKind {
    /** Patterns in the bytes. */
    BODY,
    /** Parts known by their digest. */
    DIGEST,
    /** Sections of programs known by their digest. */
    SECTION_DIGEST,
    /** Parts trusted by their digest. */
    TRUSTED_DIGEST
}
