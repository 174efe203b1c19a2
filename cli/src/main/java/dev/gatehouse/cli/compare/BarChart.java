package dev.gatehouse.cli.compare;

import java.util.List;

/**
 * Horizontal bars, one under the other, each of pieces that lie end to end, as SVG in a page. What a bar says stands above
 * it in words, so that a piece too small to be seen is still told; the bar alone is stretched to the page's width.
 *
 * @param title what it shows
 * @param bars from top to bottom
 */
record BarChart(String title, List<Bar> bars) {

    private static final int LENGTH = 1000;

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
        double scale = longest == 0 ? 0 : LENGTH / longest;
        bars.forEach(bar -> html.in(
                "div",
                () -> {
                    html.in(
                            "p",
                            () -> {
                                html.leaf("strong", bar.name());
                                html.leaf("span", bar.words());
                            },
                            "class",
                            "label");
                    html.in(
                            "svg",
                            () -> draw(html, bar, scale),
                            "viewBox",
                            "0 0 " + LENGTH + " 1",
                            "preserveAspectRatio",
                            "none",
                            "role",
                            "img");
                },
                "class",
                "bar"));
    }

    private void draw(Html html, Bar bar, double scale) {
        html.leaf("title", title + ", " + bar.name() + ": " + bar.words());
        double left = 0;
        for (Piece piece : bar.pieces()) {
            double width = piece.length() * scale;
            html.alone(
                    "rect",
                    "x",
                    Html.at(left),
                    "y",
                    "0",
                    "width",
                    Html.at(width),
                    "height",
                    "1",
                    "class",
                    piece.style());
            left += width;
        }
    }
}
