package dev.gatehouse.cli.compare;

/** What an engine says of a file, in a word. */
public enum Standing {
    /** It found something. */
    FOUND("found"),
    /** It looked at every byte and found nothing. */
    CLEAN("clean"),
    /** It found nothing, and did not look at everything. */
    INCOMPLETE("incomplete"),
    /** It gave no answer. */
    FAILED("failed");

    private final String id;

    Standing(String id) {
        this.id = id;
    }

    /** The word in JSON. */
    public String id() {
        return id;
    }

    /** Whether the engine judged the file: it found something, or looked at all of it. */
    public boolean judged() {
        return this == FOUND || this == CLEAN;
    }
}
