package dev.gatehouse.cli.compare;

import java.util.List;

/**
 * Horizontal bars, one under the other, each of pieces that lie end to end, as SVG in a page. What a bar says is written
 * under its name, so that a piece too small to be seen is still told.
 *
 * @param title what it shows
 * @param bars from top to bottom
 */
record BarChart(String title, List<Bar> bars) {

    private static final int WIDTH = 720;
    private static final int ROW = 48;
    private static final int THICKNESS = 16;

    BarChart {
        bars = List.copyOf(bars);
    }

    /**
     * A bar.
     *
     * @param name what it stands for
     * @param words what it says
     * @param pieces from left to right
     */
    record Bar(String name, String words, List<Piece> pieces) {

        Bar {
            pieces = List.copyOf(pieces);
        }

        private double length() {
            return pieces.stream().mapToDouble(Piece::length).sum();
        }
    }

    /**
     * A piece of a bar.
     *
     * @param style its class in the style sheet
     * @param length in the chart's own unit, the same for all
     */
    record Piece(String style, double length) {}

    void write(Html html) {
        double longest = bars.stream().mapToDouble(Bar::length).max().orElse(0);
        double scale = longest == 0 ? 0 : WIDTH / longest;
        html.in(
                "svg",
                () -> {
                    html.leaf("title", title);
                    for (int i = 0; i < bars.size(); i++) {
                        bar(html, bars.get(i), i * ROW, scale);
                    }
                },
                "viewBox",
                "0 0 " + WIDTH + " " + (bars.size() * ROW),
                "role",
                "img",
                "class",
                "chart");
    }

    private static void bar(Html html, Bar bar, int top, double scale) {
        html.leaf("text", bar.name(), "x", "0", "y", Html.at(top + 14), "class", "name");
        html.leaf("text", bar.words(), "x", Html.at(WIDTH), "y", Html.at(top + 14), "class", "value");
        html.alone(
                "rect",
                "x",
                "0",
                "y",
                Html.at(top + 22),
                "width",
                Html.at(WIDTH),
                "height",
                Html.at(THICKNESS),
                "class",
                "ground");
        double left = 0;
        for (Piece piece : bar.pieces()) {
            double width = piece.length() * scale;
            html.alone(
                    "rect",
                    "x",
                    Html.at(left),
                    "y",
                    Html.at(top + 22),
                    "width",
                    Html.at(width),
                    "height",
                    Html.at(THICKNESS),
                    "class",
                    piece.style());
            left += width;
        }
    }
}
