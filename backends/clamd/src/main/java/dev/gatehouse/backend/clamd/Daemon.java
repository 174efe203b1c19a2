package dev.gatehouse.backend.clamd;

import dev.gatehouse.spi.Deadline;
import java.io.IOException;
import java.time.ZoneId;
import java.util.List;

/**
 * What is asked of clamd besides streams.
 *
 * @param command asks it
 * @param zone the zone in which it writes times
 */
record Daemon(Command command, ZoneId zone) {

    /**
     * Its engine and the database that it has in use now.
     *
     * @throws IOException if it is not there, or is no clamd
     */
    DaemonVersion version(Deadline deadline) throws IOException {
        String answer = single("VERSION", deadline);
        if (!answer.startsWith("ClamAV ")) {
            throw new IOException("this is not a clamd: it answers " + shortened(answer) + " to VERSION");
        }
        return DaemonVersion.parse(answer, zone);
    }

    /**
     * Whether it answers.
     *
     * @throws IOException if it does not
     */
    void ping(Deadline deadline) throws IOException {
        String answer = single("PING", deadline);
        if (!answer.equals("PONG")) {
            throw new IOException("it answers " + shortened(answer) + " to PING");
        }
    }

    /**
     * Every signature that matches a file that it can read itself.
     *
     * @param path absolute, without NUL
     * @throws IOException if it goes away meanwhile
     */
    List<Reply> allMatches(String path, Deadline deadline) throws IOException {
        List<Reply> replies = command.ask("ALLMATCHSCAN " + path, deadline).stream()
                .map(Reply::parse)
                .toList();
        if (replies.isEmpty()) {
            throw new IOException("it ended the connection without an answer");
        }
        return replies;
    }

    private String single(String question, Deadline deadline) throws IOException {
        List<String> lines = command.ask(question, deadline);
        if (lines.isEmpty()) {
            throw new IOException("it ended the connection without an answer to " + question);
        }
        return lines.getFirst();
    }

    private static String shortened(String text) {
        return text.substring(0, Math.min(text.length(), 200));
    }
}
