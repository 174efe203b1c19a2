package dev.gatehouse.backend.icap;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A header field in which a product says what it found, and how that field is read. */
sealed interface Signal {

    /** The field. */
    Source source();

    /**
     * Where a field stands.
     *
     * @param http whether it is a field of the HTTP message that came back, not of the ICAP answer
     * @param name its name
     */
    record Source(boolean http, String name) {}

    /**
     * The value is what was found: {@code X-Virus-ID: Troj/DocDl-OYC}.
     *
     * @param none values that mean that nothing was found, lower case
     * @param namesKinds whether it is but the kind of what was found (trojan, adware), and no name
     * @param separator what stands between several names; empty if there is but one
     */
    record Name(Source source, List<String> none, boolean namesKinds, String separator) implements Signal {
        /** Copies the collection. */
        public Name {
            none = List.copyOf(none);
        }
    }

    /**
     * {@code Type=0; Resolution=2; Threat=NAME;}, draft-stecher-icap-subid-00, section 3.4.
     *
     * @param types what each type means; others mean that something was found
     * @param namesKinds whether {@code Threat} is but the kind of what was found (trojan, adware), and no name
     * @param separator what stands between several threats; empty if there is but one
     */
    record Infection(Source source, Map<Integer, Meaning> types, boolean namesKinds, String separator)
            implements Signal {
        /** Copies the collection. */
        public Infection {
            types = Map.copyOf(types);
        }
    }

    /**
     * A count, and four lines for each: file, threat, problem, resolution; draft-stecher-icap-subid-00, section 3.5. A
     * count of zero means that nothing was found.
     */
    record Violations(Source source) implements Signal {}

    /**
     * The value is one of a few words: {@code X-Response-Info: blocked}.
     *
     * @param words what each word means, lower case
     * @param otherwise what any other word means; nothing if it means nothing
     */
    record Word(Source source, Map<String, Meaning> words, Optional<Meaning> otherwise) implements Signal {
        /** Copies the collection. */
        public Word {
            words = Map.copyOf(words);
        }
    }

    /**
     * Its being there has a meaning, whatever its value.
     *
     * @param meaning the meaning
     */
    record Presence(Source source, Meaning meaning) implements Signal {}
}
