package dev.gatehouse.spi;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * A signature that matched.
 *
 * @param name the signature's name, as the vendor writes it: {@code Win.Trojan.Agent-1234}
 * @param occurrences where it matched, as far as the backend tells; often empty, and never more than the backend's own
 *     bound
 * @param metadata what else the backend says of it
 */
public record Finding(String name, List<Occurrence> occurrences, Map<String, String> metadata) {

    /** Copies the collections. */
    public Finding {
        occurrences = List.copyOf(occurrences);
        metadata = Map.copyOf(metadata);
    }

    /** A finding with a name alone. */
    public static Finding named(String name) {
        return new Finding(name, List.of(), Map.of());
    }

    /**
     * A finding that matched at one place, if that is known.
     *
     * @param offset in bytes from the subject's start
     */
    public static Finding at(String name, OptionalLong offset) {
        return offset.isEmpty()
                ? named(name)
                : new Finding(name, List.of(new Occurrence("", offset.getAsLong(), OptionalLong.empty())), Map.of());
    }

    /** Where it matched first, in bytes from the subject's start, if the backend tells. */
    public OptionalLong offset() {
        return occurrences.stream().mapToLong(Occurrence::offset).min();
    }
}
