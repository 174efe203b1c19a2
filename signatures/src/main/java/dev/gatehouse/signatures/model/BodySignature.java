package dev.gatehouse.signatures.model;

/**
 * A pattern in the bytes: ClamAV's {@code .ndb}.
 *
 * @param name the finding's name
 * @param target the kind of part that is searched
 * @param offset where the pattern may begin
 * @param pattern what is looked for
 * @param origin where it was written
 */
public record BodySignature(String name, Target target, Offset offset, BodyPattern pattern, Origin origin)
        implements Signature {}
