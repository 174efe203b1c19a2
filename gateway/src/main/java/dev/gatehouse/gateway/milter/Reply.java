package dev.gatehouse.gateway.milter;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** What the filter answers. */
sealed interface Reply {

    /** What was agreed, {@code O}. */
    record Negotiated(Agreement agreement) implements Reply {}

    /** Go on; at a message's end: let it pass, {@code c}. */
    record Continue() implements Reply {}

    /** Spare me the rest of the body, {@code s}. */
    record Skip() implements Reply {}

    /** Still at work, {@code p}. */
    record Progress() implements Reply {}

    /** Take the message and forget it, {@code d}. */
    record Discard() implements Reply {}

    /** Try again later, in the MTA's own words, {@code t}. */
    record TemporaryFailure() implements Reply {}

    /**
     * An answer for the client, {@code y}.
     *
     * @param code of SMTP, 4xx or 5xx
     * @param status the enhanced status code of RFC 3463, {@code 5.7.1}
     * @param text printable ASCII, as the client is to read it
     */
    record Answer(int code, String status, String text) implements Reply {
        @Override
        public String toString() {
            return code + " " + status + " " + text;
        }
    }

    /** Hold the message, {@code q}. */
    record Quarantine(String reason) implements Reply {}

    /** Another header line behind those that there are, {@code h}. */
    record AddHeader(String name, String value) implements Reply {}

    /**
     * A header line is to go, {@code m} with an empty value.
     *
     * @param index which of those of this name, from 1
     */
    record DeleteHeader(int index, String name) implements Reply {}

    /** The frame. */
    default ByteBuffer frame() {
        return switch (this) {
            case Negotiated(Agreement agreement) -> {
                ByteBuffer numbers = ByteBuffer.allocate(3 * Integer.BYTES);
                numbers.putInt(agreement.version()).putInt(agreement.actions()).putInt(agreement.steps());
                yield frame('O', numbers.array());
            }
            case Continue() -> frame('c');
            case Skip() -> frame('s');
            case Progress() -> frame('p');
            case Discard() -> frame('d');
            case TemporaryFailure() -> frame('t');
            // a single % would be a place for an argument to the MTA
            case Answer answer -> frame('y', texts(answer.toString().replace("%", "%%")));
            case Quarantine(String reason) -> frame('q', texts(reason));
            case AddHeader(String name, String value) -> frame('h', texts(name, value));
            case DeleteHeader(int index, String name) -> {
                byte[] texts = texts(name, "");
                yield frame(
                        'm',
                        ByteBuffer.allocate(Integer.BYTES + texts.length)
                                .putInt(index)
                                .put(texts)
                                .array());
            }
        };
    }

    private static ByteBuffer frame(char letter, byte... data) {
        return ByteBuffer.allocate(Integer.BYTES + 1 + data.length)
                .putInt(1 + data.length)
                .put((byte) letter)
                .put(data)
                .flip();
    }

    private static byte[] texts(String... texts) {
        return (String.join("\0", texts) + "\0").getBytes(StandardCharsets.ISO_8859_1);
    }
}
