package dev.gatehouse.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** benchmarks/RESULTS.md: each measurement has a section of its own between markers, which the next one replaces. */
public final class ResultsFile {

    private final Path file;

    /** The file, which need not exist. */
    public ResultsFile(Path file) {
        this.file = file;
    }

    /**
     * Writes a section, in place of the one with the same name or at the end.
     *
     * @throws IOException if the file cannot be read or written
     */
    public void write(String name, String text) throws IOException {
        String begin = "<!-- begin " + name + " -->\n";
        String end = "<!-- end " + name + " -->\n";
        String section = begin + "\n" + text.strip() + "\n\n" + end;
        String whole = Files.exists(file) ? Files.readString(file) : "# Results\n\nWritten by `benchmarks/bench`.\n";
        int from = whole.indexOf(begin);
        int to = whole.indexOf(end);
        String next = from >= 0 && to > from
                ? whole.substring(0, from) + section + whole.substring(to + end.length())
                : whole + "\n" + section;
        Files.writeString(file, next);
    }
}
