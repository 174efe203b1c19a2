package dev.gatehouse.peers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What a client of the web was answered.
 *
 * @param status three digits; 0 when there was no answer
 * @param body exactly as it came
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares answers
public record WebAnswer(int status, byte[] body) {

    private static final int STATUS_BYTES = "\n200".length();

    /**
     * Reads all that a curl says which {@link SquidPeer#curl} started.
     *
     * @throws IOException if it ends without a word
     */
    public static WebAnswer of(Process curl) throws IOException {
        byte[] said = curl.getInputStream().readAllBytes();
        int end = said.length - STATUS_BYTES;
        if (end < 0) {
            throw new IOException("curl ended and said nothing");
        }
        int status = Integer.parseInt(new String(said, end + 1, STATUS_BYTES - 1, StandardCharsets.US_ASCII));
        return new WebAnswer(status, Arrays.copyOf(said, end));
    }

    /** Its body, a character for each byte. */
    public String text() {
        return new String(body, StandardCharsets.ISO_8859_1);
    }
}
