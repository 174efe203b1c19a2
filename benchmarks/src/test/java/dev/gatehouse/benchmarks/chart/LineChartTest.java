package dev.gatehouse.benchmarks.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class LineChartTest {

    @Test
    void drawsALineThroughItsPoints() throws Exception {
        LineChart.Line line = new LineChart.Line(
                "a < b", List.of(new LineChart.Point(1_000, 10), new LineChart.Point(100_000, 1_000)));

        Document drawing = parse(new LineChart("Speed & size", "patterns", "MB/s", List.of(line)).svg());

        Element polyline = (Element) drawing.getElementsByTagName("polyline").item(0);
        assertThat(polyline.getAttribute("points")).isEqualTo("80.0,360.0 570.0,50.0");
        assertThat(drawing.getDocumentElement().getTextContent()).contains("Speed & size", "a < b");
    }

    private static Document parse(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
    }
}
