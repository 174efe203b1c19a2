package dev.gatehouse.signatures.oracle;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Debian's clamscan, with nothing but the given database to go by. */
public final class ClamscanOracle {

    private static final String PROGRAM = "/usr/bin/clamscan";
    private static final String FOUND = " FOUND";
    private static final String UNOFFICIAL = ".UNOFFICIAL";

    private static final String NO_PREFILTER = "cannot use filter for trie";
    private static final Pattern REFUSED_LINE = Pattern.compile("parsing database at line (\\d+)");

    private ClamscanOracle() {}

    /**
     * What clamscan finds.
     *
     * @param database a database file, or a folder of them
     * @param folder the files to scan, all that are directly in it
     * @return the names found, by file name; files without any are missing
     * @throws IOException if clamscan cannot be run, or refuses the database
     */
    public static Map<String, Set<String>> scan(Path database, Path folder) throws IOException {
        Result result = run(database, folder);
        if (result.exitCode() > 1) {
            throw new IOException("clamscan fails with " + database + ":\n" + result.complaints());
        }
        Map<String, Set<String>> found = new TreeMap<>();
        for (String line : result.output().lines().toList()) {
            if (line.endsWith(FOUND)) {
                int name = line.lastIndexOf(": ");
                String path = line.substring(0, name);
                String signature = line.substring(name + 2, line.length() - FOUND.length());
                found.computeIfAbsent(path.substring(path.lastIndexOf('/') + 1), k -> new TreeSet<>())
                        .add(plain(signature));
            }
        }
        return found;
    }

    /** Whether clamscan loads a database. */
    public static boolean accepts(Path database, Path anyFolder) throws IOException {
        return run(database, anyFolder).exitCode() <= 1;
    }

    /**
     * The line of a database that clamscan refuses only because it cannot make a prefilter for how the pattern begins,
     * which is no matter of the language; 0 when it loads the database.
     *
     * @throws IOException if it refuses the database for any other reason
     */
    public static int lineWithoutPrefilter(Path database, Path anyFolder) throws IOException {
        Result result = run(database, anyFolder);
        if (result.exitCode() <= 1) {
            return 0;
        }
        Matcher line = REFUSED_LINE.matcher(result.output());
        if (!result.output().contains(NO_PREFILTER) || !line.find()) {
            throw new IOException("clamscan fails with " + database + ":\n" + result.complaints());
        }
        return Integer.parseInt(line.group(1));
    }

    private static String plain(String signature) {
        return signature.endsWith(UNOFFICIAL)
                ? signature.substring(0, signature.length() - UNOFFICIAL.length())
                : signature;
    }

    private static Result run(Path database, Path folder) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                PROGRAM,
                "--database=" + database,
                "--allmatch",
                "--no-summary",
                "--infected",
                "--recursive=no",
                "--bytecode=no",
                "--normalize=no",
                "--heuristic-alerts=no",
                "--phishing-sigs=yes",
                "--phishing-scan-urls=no",
                "--disable-cache"));
        command.add(folder.toString());
        Path output = Files.createTempFile("clamscan", ".txt");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(120, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException("clamscan did not end within 120 s");
            }
            return new Result(process.exitValue(), Files.readString(output, StandardCharsets.ISO_8859_1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while clamscan ran", e);
        } finally {
            Files.delete(output);
        }
    }

    private record Result(int exitCode, String output) {
        String complaints() {
            return output.lines()
                    .filter(line -> !line.endsWith(FOUND) && !line.endsWith(": OK"))
                    .limit(20)
                    .collect(Collectors.joining("\n"));
        }
    }
}
