package dev.gatehouse.cli.compare;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Which share of the files was answered within which time, a line an engine, as SVG in a page. Time is to the right, ten
 * times as much from one rule to the next.
 *
 * @param engines whose times are drawn; those that have none are left out
 */
record TimeChart(List<EngineResult> engines) {

    private static final int WIDTH = 720;
    private static final int HEIGHT = 300;
    private static final int LEFT = 48;
    private static final int RIGHT = 16;
    private static final int TOP = 12;
    private static final int BOTTOM = 44;
    private static final double NANOS_PER_MILLI = 1e6;
    /** A thousandth of a millisecond: below it no scan ends. */
    private static final double LEAST_MILLIS = 1e-3;

    TimeChart {
        engines = List.copyOf(engines);
    }

    /** Times from one power of ten to another, in milliseconds. */
    private record Axis(int low, int high) {

        double place(Duration time) {
            double power = Math.log10(Math.max(LEAST_MILLIS, time.toNanos() / NANOS_PER_MILLI));
            return LEFT + (power - low) / (high - low) * (WIDTH - LEFT - RIGHT);
        }
    }

    private Axis axis() {
        double least = Double.MAX_VALUE;
        double most = LEAST_MILLIS;
        for (EngineResult engine : engines) {
            if (engine.timings().count() > 0) {
                least = Math.min(least, engine.timings().within(0.01).toNanos() / NANOS_PER_MILLI);
                most = Math.max(most, engine.timings().longest().toNanos() / NANOS_PER_MILLI);
            }
        }
        int low = (int) Math.floor(Math.log10(Math.max(LEAST_MILLIS, Math.min(least, most))));
        return new Axis(low, Math.max(low + 1, (int) Math.ceil(Math.log10(most))));
    }

    void write(Html html) {
        Axis axis = axis();
        html.in(
                "svg",
                () -> {
                    html.leaf("title", "Share of files answered within a time, by engine");
                    grid(html, axis);
                    for (int i = 0; i < engines.size(); i++) {
                        line(html, axis, i);
                    }
                },
                "viewBox",
                "0 0 " + WIDTH + " " + HEIGHT,
                "role",
                "img",
                "class",
                "chart");
    }

    private static void grid(Html html, Axis axis) {
        for (int power = axis.low(); power <= axis.high(); power++) {
            Duration time = Duration.ofNanos(Math.round(Math.pow(10, power) * NANOS_PER_MILLI));
            String x = Html.at(axis.place(time));
            rule(html, x, Html.at(TOP), x, Html.at(HEIGHT - BOTTOM));
            String anchor = power == axis.high() ? "tick last" : "tick middle";
            html.leaf("text", tick(power), "x", x, "y", Html.at(HEIGHT - BOTTOM + 18), "class", anchor);
        }
        for (int percent = 0; percent <= 100; percent += 25) {
            String y = Html.at(height(percent / 100.0));
            rule(html, Html.at(LEFT), y, Html.at(WIDTH - RIGHT), y);
            html.leaf(
                    "text",
                    percent + " %",
                    "x",
                    Html.at(LEFT - 8),
                    "y",
                    Html.at(height(percent / 100.0) + 4),
                    "class",
                    "tick last");
        }
        html.leaf(
                "text",
                "time for one file",
                "x",
                Html.at((LEFT + WIDTH - RIGHT) / 2.0),
                "y",
                Html.at(HEIGHT - 6),
                "class",
                "tick middle");
    }

    private static void rule(Html html, String x1, String y1, String x2, String y2) {
        html.alone("line", "x1", x1, "y1", y1, "x2", x2, "y2", y2, "class", "rule");
    }

    /** {@code 0.01 ms}, {@code 10 ms}, {@code 1 s}. */
    private static String tick(int power) {
        if (power >= 3) {
            return Figures.count(Math.round(Math.pow(10, power - 3))) + " s";
        }
        return power >= 0
                ? Math.round(Math.pow(10, power)) + " ms"
                : String.format(Locale.ROOT, "%." + -power + "f ms", Math.pow(10, power));
    }

    private static double height(double share) {
        return HEIGHT - BOTTOM - share * (HEIGHT - BOTTOM - TOP);
    }

    private void line(Html html, Axis axis, int engine) {
        Timings timings = engines.get(engine).timings();
        if (timings.count() == 0) {
            return;
        }
        StringBuilder points = new StringBuilder();
        for (int percent = 1; percent <= 100; percent++) {
            points.append(Html.at(axis.place(timings.within(percent / 100.0))))
                    .append(',')
                    .append(Html.at(height(percent / 100.0)))
                    .append(' ');
        }
        html.alone("polyline", "points", points.toString().strip(), "class", "line " + Page.colour(engine));
    }
}
