package dev.gatehouse.cli.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class HtmlTest {

    private static final List<String> HOSTILE =
            List.of("<script>x</script>", "\" onload=\"x", "' x='", "&lt;", "]]>", "<!--", "</style><b>");

    @Test
    void textComesBackAsItWas() throws Exception {
        for (String text : HOSTILE) {
            Html html = new Html();
            html.leaf("p", text);
            assertThat(parse(html).getTextContent()).isEqualTo(text);
        }
    }

    @Test
    void anAttributeComesBackAsItWas() throws Exception {
        for (String text : HOSTILE) {
            Html html = new Html();
            html.alone("p", "class", text);
            assertThat(parse(html).getAttribute("class")).isEqualTo(text);
            assertThat(parse(html).getAttributes().getLength()).isEqualTo(1);
        }
    }

    @Test
    void aStyleSheetCannotLeaveItsElement() {
        assertThatThrownBy(() -> new Html().style("</style><script>")).isInstanceOf(IllegalArgumentException.class);
    }

    private static Element parse(Html html) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(html.toString())))
                .getDocumentElement();
    }
}
