package dev.gatehouse.cli.compare;

import dev.gatehouse.cli.output.Draft;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One page of HTML that needs nothing else, for the people who choose. It keeps a bounded number of details, and says how
 * many there are; it appears whole when the comparison ends.
 */
public final class HtmlForm implements Audience {

    /** How many files of each kind the page tells; more is for a program to read, from the JSON. */
    static final int MOST_FILES = 200;

    private final Draft draft;
    private final List<FileComparison> differing = new ArrayList<>();
    private final List<FileComparison> fallingShort = new ArrayList<>();
    private final List<Unread> unread = new ArrayList<>();

    /**
     * Begins a page.
     *
     * @throws IOException if no file can be made in the folder
     */
    public HtmlForm(Path place) throws IOException {
        this.draft = new Draft(place);
    }

    @Override
    public void compared(FileComparison file) {
        if (file.differs()) {
            keep(differing, file);
        } else if (file.fallsShort()) {
            keep(fallingShort, file);
        }
    }

    private static <T> void keep(List<T> kept, T one) {
        if (kept.size() < MOST_FILES) {
            kept.add(one);
        }
    }

    @Override
    public void unread(Unread place) {
        keep(unread, place);
    }

    @Override
    public void end(Comparison comparison) throws IOException {
        Page page = new Page(comparison, new Page.Details(differing, fallingShort, unread));
        draft.write(page.html().getBytes(StandardCharsets.UTF_8));
        draft.finish();
    }
}
