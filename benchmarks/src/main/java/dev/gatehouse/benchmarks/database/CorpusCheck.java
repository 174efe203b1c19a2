package dev.gatehouse.benchmarks.database;

import dev.gatehouse.benchmarks.ChildProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Finds what in a database matches ordinary files, by clamscan. */
final class CorpusCheck {

    private static final Pattern FOUND = Pattern.compile(": (\\S+)\\.UNOFFICIAL FOUND$", Pattern.MULTILINE);

    private CorpusCheck() {}

    /**
     * The names of the signatures that clamscan finds.
     *
     * @throws IOException if clamscan fails, as it does when it cannot read a signature
     */
    static Set<String> matches(Path database, List<Path> files) throws IOException {
        Path output = Files.createTempFile("bench", ".txt");
        try {
            List<String> command = new ArrayList<>(List.of(
                    "clamscan",
                    "-r",
                    "-i",
                    "-z",
                    "--no-summary",
                    "--max-filesize=2000M",
                    "--max-scansize=2000M",
                    "--max-scantime=0",
                    "-d",
                    database.toString()));
            files.forEach(file -> command.add(file.toString()));
            int code = ChildProcess.code(Path.of("/"), command, output);
            String text = Files.readString(output, StandardCharsets.ISO_8859_1);
            if (code > 1) {
                throw new IOException("clamscan ended with " + code + ": "
                        + text.lines().limit(20).toList());
            }
            return FOUND.matcher(text).results().map(result -> result.group(1)).collect(Collectors.toUnmodifiableSet());
        } finally {
            Files.deleteIfExists(output);
        }
    }
}
