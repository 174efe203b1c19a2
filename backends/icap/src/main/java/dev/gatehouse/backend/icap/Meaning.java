package dev.gatehouse.backend.icap;

import dev.gatehouse.spi.ReasonCode;
import java.util.Optional;

/** What a word of a server means. */
sealed interface Meaning {

    /** Nothing was found. */
    record NothingFound() implements Meaning {}

    /** Something was found; its name may stand elsewhere. */
    record Found() implements Meaning {}

    /** The server does not let the file pass; why may stand elsewhere. */
    record Blocked() implements Meaning {}

    /**
     * The file, or something in it, was not scanned.
     *
     * @param code why
     */
    record NotScanned(ReasonCode code) implements Meaning {}

    /** Reads {@code clean}, {@code infected}, {@code blocked} or the id of a {@link ReasonCode}. */
    static Optional<Meaning> parse(String text) {
        return switch (text) {
            case "clean" -> Optional.of(new NothingFound());
            case "infected" -> Optional.of(new Found());
            case "blocked" -> Optional.of(new Blocked());
            default -> reason(text).map(NotScanned::new);
        };
    }

    /** The code with an id. */
    static Optional<ReasonCode> reason(String id) {
        for (ReasonCode code : ReasonCode.values()) {
            if (code.id().equals(id)) {
                return Optional.of(code);
            }
        }
        return Optional.empty();
    }
}
