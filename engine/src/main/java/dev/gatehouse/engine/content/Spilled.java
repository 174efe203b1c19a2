package dev.gatehouse.engine.content;

/**
 * What became of a stream.
 *
 * @param content the bytes that were taken, which the caller closes
 * @param ending why no more of them were taken
 */
public record Spilled(Content content, Ending ending) {

    /** Why no more bytes were taken. */
    public sealed interface Ending {}

    /** The stream ended. */
    public record Complete() implements Ending {}

    /** The meter refused more. */
    public record Refused() implements Ending {}

    /**
     * The stream broke off.
     *
     * @param cause what it threw
     */
    public record Broken(Throwable cause) implements Ending {}

    /**
     * There was no room for more.
     *
     * @param message what the system said
     */
    public record NoSpace(String message) implements Ending {}
}
