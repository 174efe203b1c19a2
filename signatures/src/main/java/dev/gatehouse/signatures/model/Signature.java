package dev.gatehouse.signatures.model;

/** One signature: something that is looked for, and the name of what it means. */
public sealed interface Signature permits BodySignature, DigestSignature, SectionDigestSignature {

    /** The name that a finding carries: {@code Win.Trojan.Agent-1234}. */
    String name();

    /** Where it was written. */
    Origin origin();
}
