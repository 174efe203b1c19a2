package dev.gatehouse.cli.output;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarStyle;

/** How far a scan, or the reading of signatures, has come, on a terminal: a bar with the rate and the time left; elsewhere nothing at all. */
public sealed interface Progress extends AutoCloseable {

    /** More bytes are to be scanned than was known. */
    void expect(long bytes);

    /** So many bytes of files were scanned. */
    void advance(long bytes);

    /** Takes the bar away. */
    @Override
    void close();

    /** A bar on the screen, so many columns wide, that says what is done. */
    static Progress bar(Screen screen, int columns, String task) {
        return new Bar(screen, columns, task);
    }

    /** No bar. */
    static Progress none() {
        return new None();
    }

    /** A bar. */
    final class Bar implements Progress {

        private static final int REFRESH_MILLIS = 200;
        private static final long MEBI = 1 << 20;

        private final Screen screen;
        private final ProgressBar bar;
        private long expected;

        private Bar(Screen screen, int columns, String task) {
            this.screen = screen;
            this.bar = ProgressBar.builder()
                    .setTaskName(task)
                    .setInitialMax(0)
                    .setUnit(" MiB", MEBI)
                    .setStyle(ProgressBarStyle.ASCII)
                    .showSpeed(new DecimalFormat("0.0", DecimalFormatSymbols.getInstance(Locale.ROOT)))
                    .setUpdateIntervalMillis(REFRESH_MILLIS)
                    .setConsumer(new DelegatingProgressBarConsumer(screen::showBar, columns - 1))
                    .build();
        }

        @Override
        public synchronized void expect(long bytes) {
            expected += bytes;
            bar.maxHint(expected);
        }

        @Override
        public void advance(long bytes) {
            bar.stepBy(bytes);
        }

        @Override
        public void close() {
            bar.close();
            screen.hideBar();
        }
    }

    /** Nothing. */
    final class None implements Progress {

        @Override
        public void expect(long bytes) {
            // nobody looks
        }

        @Override
        public void advance(long bytes) {
            // nobody looks
        }

        @Override
        public void close() {
            // nothing is shown
        }
    }
}
