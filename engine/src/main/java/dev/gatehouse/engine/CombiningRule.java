package dev.gatehouse.engine;

/** How many of the backends that count must have found something in a file for it to be infected. */
public sealed interface CombiningRule {

    /** One suffices. */
    record Any() implements CombiningRule {}

    /** Every one must. */
    record All() implements CombiningRule {}

    /**
     * So many must.
     *
     * @param votes at least 1
     */
    record Quorum(int votes) implements CombiningRule {
        /** Checks the number. */
        public Quorum {
            if (votes < 1) {
                throw new IllegalArgumentException("votes must be at least 1: " + votes);
            }
        }
    }

    /**
     * How many votes make a file infected.
     *
     * @param counting how many backends of the lineup count
     */
    default int needed(int counting) {
        return switch (this) {
            case Any _ -> 1;
            case All _ -> counting;
            case Quorum quorum -> quorum.votes;
        };
    }
}
