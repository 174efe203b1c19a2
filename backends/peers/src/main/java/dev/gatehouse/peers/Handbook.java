package dev.gatehouse.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The samples of docs/gateways.md, which the tests run the gateways with, so that what is written there is what works. A
 * sample is a fenced block whose first line has a name behind the language: {@code ```perl amavisd}.
 */
public final class Handbook {

    /** Where the samples say that Gatehouse listens. */
    private static final String SOCKET = "/run/gatehouse/clamd.sock";

    private static final String PORT = "3310";
    private static final String FENCE = "```";

    private Handbook() {}

    /**
     * A sample that speaks to a clamd somewhere else than it is written.
     *
     * @param name its name
     * @param port instead of 3310
     * @param socket instead of {@code /run/gatehouse/clamd.sock}
     * @throws IOException if the page cannot be read or has no such sample
     */
    public static String sample(String name, int port, Path socket) throws IOException {
        return sample(name).replace(SOCKET, socket.toString()).replaceAll("\\b" + PORT + "\\b", Integer.toString(port));
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
