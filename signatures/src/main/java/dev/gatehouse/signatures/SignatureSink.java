package dev.gatehouse.signatures;

import dev.gatehouse.signatures.model.Signature;

/** Takes signatures one by one as they are read, so that nobody need hold them all. */
@FunctionalInterface
public interface SignatureSink {

    /** Takes the next signature. */
    void accept(Signature signature);
}
