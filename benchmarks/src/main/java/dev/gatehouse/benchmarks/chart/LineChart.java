package dev.gatehouse.benchmarks.chart;

import java.util.Formatter;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * A chart of lines on logarithmic axes, as SVG.
 *
 * @param title what it shows
 * @param xLabel what is to the right, with its unit
 * @param yLabel what is upwards, with its unit
 * @param lines the lines, drawn in colours of their own
 */
public record LineChart(String title, String xLabel, String yLabel, List<Line> lines) {

    private static final int WIDTH = 760;
    private static final int HEIGHT = 420;
    private static final int LEFT = 80;
    private static final int RIGHT = 190;
    private static final int TOP = 50;
    private static final int BOTTOM = 60;
    private static final List<String> COLOURS =
            List.of("#1b6ca8", "#c0392b", "#2d8a4e", "#8e44ad", "#d68910", "#555555", "#17a2a2");

    /** Copies the list. */
    public LineChart {
        lines = List.copyOf(lines);
    }

    /**
     * A line.
     *
     * @param name what it stands for
     * @param points its points, from left to right
     */
    public record Line(String name, List<Point> points) {

        /** Copies the list. */
        public Line {
            points = List.copyOf(points);
        }
    }

    /**
     * A point, both of whose coordinates are above 0.
     *
     * @param x to the right
     * @param y upwards
     */
    public record Point(double x, double y) {}

    /** An axis from one power of ten to another. */
    private record Axis(int low, int high, int from, int to) {

        double place(double value) {
            return from + (Math.log10(value) - low) / (high - low) * (to - from);
        }
    }

    /** The drawing. */
    public String svg() {
        Axis x = axis(Point::x, LEFT, WIDTH - RIGHT);
        Axis y = axis(Point::y, HEIGHT - BOTTOM, TOP);
        Formatter svg = new Formatter(Locale.ROOT);
        svg.format("""
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="12">
                <rect width="100%%" height="100%%" fill="white"/>
                <text x="%d" y="26" font-size="16">%s</text>
                """, WIDTH, HEIGHT, LEFT, escape(title));
        drawGrid(svg, x, y);
        for (int i = 0; i < lines.size(); i++) {
            drawLine(svg, lines.get(i), i, x, y);
        }
        return svg.format("</svg>%n").toString();
    }

    private Axis axis(ToDoubleFunction<Point> coordinate, int from, int to) {
        double min = all(coordinate).min().orElse(1);
        double max = all(coordinate).max().orElse(10);
        int low = (int) Math.floor(Math.log10(min));
        int high = (int) Math.ceil(Math.log10(max));
        return new Axis(low, Math.max(high, low + 1), from, to);
    }

    private java.util.stream.DoubleStream all(ToDoubleFunction<Point> coordinate) {
        return lines.stream().flatMap(line -> line.points().stream()).mapToDouble(coordinate);
    }

    private void drawGrid(Formatter svg, Axis x, Axis y) {
        for (int power = x.low(); power <= x.high(); power++) {
            double at = x.place(Math.pow(10, power));
            svg.format("""
                    <line x1="%.1f" y1="%d" x2="%.1f" y2="%d" stroke="#ddd"/>
                    <text x="%.1f" y="%d" text-anchor="middle">%s</text>
                    """, at, TOP, at, HEIGHT - BOTTOM, at, HEIGHT - BOTTOM + 18, number(power));
        }
        for (int power = y.low(); power <= y.high(); power++) {
            double at = y.place(Math.pow(10, power));
            svg.format("""
                    <line x1="%d" y1="%.1f" x2="%d" y2="%.1f" stroke="#ddd"/>
                    <text x="%d" y="%.1f" text-anchor="end">%s</text>
                    """, LEFT, at, WIDTH - RIGHT, at, LEFT - 8, at + 4, number(power));
        }
        svg.format(
                """
                <text x="%d" y="%d" text-anchor="middle">%s</text>
                <text transform="translate(20 %d) rotate(-90)" text-anchor="middle">%s</text>
                """,
                (LEFT + WIDTH - RIGHT) / 2, HEIGHT - 16, escape(xLabel), (TOP + HEIGHT - BOTTOM) / 2, escape(yLabel));
    }

    private static void drawLine(Formatter svg, Line line, int index, Axis x, Axis y) {
        String colour = COLOURS.get(index % COLOURS.size());
        Formatter points = new Formatter(Locale.ROOT);
        for (Point point : line.points()) {
            points.format("%.1f,%.1f ", x.place(point.x()), y.place(point.y()));
            svg.format(
                    "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"/>\n",
                    x.place(point.x()), y.place(point.y()), colour);
        }
        svg.format(
                """
                <polyline points="%s" fill="none" stroke="%s" stroke-width="2"/>
                <rect x="%d" y="%d" width="12" height="12" fill="%s"/>
                <text x="%d" y="%d">%s</text>
                """,
                points.toString().strip(),
                colour,
                WIDTH - RIGHT + 14,
                TOP + 20 * index,
                colour,
                WIDTH - RIGHT + 32,
                TOP + 20 * index + 11,
                escape(line.name()));
    }

    private static String number(int power) {
        return power < 0
                ? String.format(Locale.ROOT, "%." + -power + "f", Math.pow(10, power))
                : String.format(Locale.ROOT, "%,d", Math.round(Math.pow(10, power)));
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
