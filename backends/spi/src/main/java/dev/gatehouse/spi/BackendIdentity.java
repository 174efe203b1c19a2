package dev.gatehouse.spi;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Who a backend is.
 *
 * @param vendor the company or project
 * @param product the product's name
 * @param engineVersion the engine's version, as the vendor writes it
 * @param signatureVersion the version of its signatures, as the vendor writes it
 * @param signatureTime when the signatures were made, if the product tells
 * @param capabilities what it is able to do
 */
public record BackendIdentity(
        String vendor,
        String product,
        String engineVersion,
        String signatureVersion,
        Optional<Instant> signatureTime,
        Set<Capability> capabilities) {

    /** Copies the capabilities. */
    public BackendIdentity {
        capabilities = Set.copyOf(capabilities);
    }
}
