package dev.gatehouse.spi;

import java.util.Map;
import java.util.OptionalLong;

/**
 * A signature that matched.
 *
 * @param name the signature's name, as the vendor writes it: {@code Win.Trojan.Agent-1234}
 * @param offset where it matched, in bytes from the subject's start, if the backend tells
 * @param metadata what else the backend says of it
 */
public record Finding(String name, OptionalLong offset, Map<String, String> metadata) {

    /** Copies the metadata. */
    public Finding {
        metadata = Map.copyOf(metadata);
    }

    /** A finding with a name alone. */
    public static Finding named(String name) {
        return new Finding(name, OptionalLong.empty(), Map.of());
    }
}
