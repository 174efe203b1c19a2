package dev.gatehouse.cli.output;

import java.util.ArrayList;
import java.util.List;

/** Rows of words under headings, each column as wide as its widest word. */
public final class Columns {

    private final List<String[]> rows = new ArrayList<>();

    /** A table with headings and no rows yet. */
    public Columns(String... headings) {
        rows.add(headings.clone());
    }

    /** Adds a row, one word for each heading. */
    public void row(String... words) {
        String[] row = new String[words.length];
        for (int i = 0; i < row.length; i++) {
            row[i] = Printable.line(words[i]);
        }
        rows.add(row);
    }

    /** The rows as lines, the headings first. */
    public List<String> lines() {
        int[] widths = new int[rows.getFirst().length];
        for (String[] row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row[i].length());
            }
        }
        List<String> lines = new ArrayList<>();
        for (String[] row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                line.append(row[i]).repeat(' ', widths[i] - row[i].length() + 2);
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }
}
