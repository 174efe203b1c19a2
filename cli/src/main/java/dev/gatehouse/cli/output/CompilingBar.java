package dev.gatehouse.cli.output;

import dev.gatehouse.signatures.ReadProgress;
import java.util.Optional;

/** A bar that appears when signatures are compiled, and not when there is nothing to compile. For one thread. */
public final class CompilingBar implements ReadProgress, AutoCloseable {

    private final Screen screen;
    private final int columns;
    private Optional<Progress> bar = Optional.empty();
    private long shown;

    /** On the screen, so many columns wide. */
    public CompilingBar(Screen screen, int columns) {
        this.screen = screen;
        this.columns = columns;
    }

    @Override
    public void read(long done, long total) {
        if (bar.isEmpty()) {
            Progress first = Progress.bar(screen, columns, "Compiling");
            first.expect(total);
            bar = Optional.of(first);
        }
        bar.get().advance(done - shown);
        shown = done;
    }

    @Override
    public void close() {
        bar.ifPresent(Progress::close);
    }
}
