package dev.gatehouse.gateway.clamd;

import dev.gatehouse.gateway.net.Link;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Where the answer to one command goes. May be used by any thread.
 *
 * @param link the client
 * @param number of the command within its session; 0 outside
 * @param end what ends every line
 */
record Reply(Link link, int number, char end) {

    /** Says one line. */
    void line(String text) throws IOException {
        String whole = (number == 0 ? "" : number + ": ") + text + end;
        link.write(ByteBuffer.wrap(whole.getBytes(StandardCharsets.ISO_8859_1)));
    }

    /** Says what there is to say of a subject. */
    void line(String subject, Answer answer) throws IOException {
        line(Line.printable(subject) + ": " + answer.text());
    }
}
