package dev.gatehouse.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;

/**
 * The samples of docs/gateways.md, which the tests run the gateways with, so that what is written there is what works. A
 * sample is a fenced block whose first line has a name behind the language: {@code ```perl amavisd}.
 */
public final class Handbook {

    /** Where the samples say that Gatehouse listens, for each of its protocols. */
    private static final String SOCKET = "/run/gatehouse/\\w+\\.sock";

    private static final String PORT = "\\b(3310|7357|1344)\\b";
    private static final String FENCE = "```";

    private Handbook() {}

    /**
     * A sample that speaks to Gatehouse somewhere else than it is written.
     *
     * @param name its name
     * @param port instead of 3310, 7357 and 1344
     * @param socket instead of {@code /run/gatehouse/clamd.sock} and the like
     * @throws IOException if the page cannot be read or has no such sample
     */
    public static String sample(String name, int port, Path socket) throws IOException {
        return sample(name)
                .replaceAll(SOCKET, Matcher.quoteReplacement(socket.toString()))
                .replaceAll(PORT, Integer.toString(port));
    }

    /**
     * A sample as it is written.
     *
     * @throws IOException if the page cannot be read or has no such sample
     */
    public static String sample(String name) throws IOException {
        List<String> lines = Files.readAllLines(page());
        for (int first = 0; first < lines.size(); first++) {
            if (lines.get(first).startsWith(FENCE) && lines.get(first).endsWith(" " + name)) {
                int last = first + 1;
                while (!lines.get(last).equals(FENCE)) {
                    last++;
                }
                return String.join("\n", lines.subList(first + 1, last)) + "\n";
            }
        }
        throw new IOException("docs/gateways.md has no sample '" + name + "'");
    }

    private static Path page() throws IOException {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            Path page = folder.resolve("docs/gateways.md");
            if (Files.exists(page)) {
                return page;
            }
        }
        throw new IOException(
                "there is no docs/gateways.md above " + Path.of("").toAbsolutePath());
    }
}
