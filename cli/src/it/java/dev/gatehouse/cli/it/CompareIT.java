package dev.gatehouse.cli.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.cli.it.Launched.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** How a comparison goes, with the house's matcher under two names: one knows the test file, the other a word. */
class CompareIT {

    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final String HOSTILE = "<script>alert('&\"')</script>.zip";

    @TempDir
    private Path folder;

    @BeforeEach
    void write() throws Exception {
        Files.writeString(folder.resolve("words.ndb"), "My.Word:0:*:6d6174746572\n");
        Files.writeString(folder.resolve("two.yaml"), """
                backends:
                  - name: house
                    type: builtin
                    signatures: []
                  - name: words
                    type: builtin
                    bundled: false
                    signatures: words.ndb
                """);
        Samples.write(folder.resolve("same/plain.txt"), new byte[] {'a', 'b', 'c'});
        Samples.clean(folder.resolve("other/clean.txt"));
        Samples.write(folder.resolve("other/eicar.com"), Samples.eicar());
    }

    @Test
    void agreementIsSaidAndIsTheExitCode() throws Exception {
        Result result = compare("same");

        assertThat(result.lines())
                .contains("The engines agree about the one file; none of them found anything.")
                .anySatisfy(line -> assertThat(line).matches("house, words +0 +0 +0 +1 +0"));
        assertThat(result.exitCode()).isZero();
    }

    @Test
    void eachDifferenceIsALine() throws Exception {
        Result result = compare("same", "other");

        assertThat(result.lines())
                .contains(
                        "other/clean.txt: house found nothing; words found My.Word DIFFERENT",
                        "other/eicar.com: house found " + Samples.EICAR_NAME + "; words found nothing DIFFERENT")
                .anySatisfy(line -> assertThat(line).matches("house, words +0 +1 +1 +1 +0"))
                .contains(
                        "The engines agree about 1 of 3 files (33.3 %) and differ over 2; each of them found something"
                                + " in 1 file.");
        assertThat(result.exitCode()).isEqualTo(1);
    }

    @Test
    void aMemberIsToldWithItsPathAndDigest() throws Exception {
        Samples.write(folder.resolve("box/a.zip"), Samples.zip(Map.of("in/b.com", Samples.eicar())));

        compare("--json=c.json", "box");

        JsonNode found = json().at("/files/0/engines/0/findings/0");
        assertThat(found.get("path").get(0).asString()).isEqualTo("in/b.com");
        assertThat(found.get("sha256").asString()).isEqualTo(sha256(Samples.eicar()));
        assertThat(found.get("name").asString()).isEqualTo(Samples.EICAR_NAME);
    }

    @Test
    void whatCannotBeReadIsAnErrorAndTheRestIsCompared() throws Exception {
        Result result = compare("--json=c.json", "absent", "same");

        assertThat(result.lines()).contains("absent: unreadable: no such file or folder ERROR");
        assertThat(json().at("/files/0/unread/code").asString()).isEqualTo("unreadable");
        assertThat(json().at("/summary/files").asInt()).isEqualTo(1);
        assertThat(result.exitCode()).isEqualTo(2);
    }

    @Test
    void whatIsNotSeenWholeIsComparedWithNobody() throws Exception {
        Tools.shell(folder, "mkdir box && zip -q -P secret box/locked.zip other/clean.txt");

        Result result = compare("box");

        assertThat(result.lines())
                .anySatisfy(line -> assertThat(line)
                        .startsWith("box/locked.zip: house did not see the whole: encrypted")
                        .endsWith(" INCOMPLETE"))
                .anySatisfy(line -> assertThat(line).matches("house, words +0 +0 +0 +0 +1"));
        assertThat(result.exitCode()).isEqualTo(1);
    }

    @Test
    void thePageHoldsHostileNamesAsText() throws Exception {
        Samples.write(folder.resolve("box/x"), Samples.zip(Map.of("<b>bold</b>", Samples.eicar())));
        // the slash of the name's end tag cannot stand in a file's name, so it is a folder's
        Path hostile = folder.resolve("box/" + HOSTILE);
        Files.createDirectories(hostile.getParent());
        Files.move(folder.resolve("box/x"), hostile);

        compare("--html=c.html", "box");

        Document page = page();
        assertThat(page.getElementsByTagName("script").getLength()).isZero();
        assertThat(page.getElementsByTagName("b").getLength()).isZero();
        assertThat(texts(page, "h4")).contains("box/" + HOSTILE);
        assertThat(texts(page, "code")).contains("<b>bold</b>");
    }

    @Test
    void thePageTellsWhoIsComparedAndHowItWent() throws Exception {
        compare("--html=c.html", "same", "other");

        Document page = page();
        assertThat(texts(page, "h1")).containsExactly("Comparison of house and words");
        assertThat(page.getDocumentElement().getTextContent())
                .contains("Gatehouse builtin", "The engines agree about 1 of 3 files (33.3 %) and differ over 2");
        assertThat(texts(page, "h2"))
                .containsExactly(
                        "The engines",
                        "Agreement",
                        "Differences",
                        "Not judged, or not whole",
                        "Speed",
                        "How it was measured");
        assertThat(page.getElementsByTagName("polyline").getLength()).isEqualTo(2);
        assertThat(Files.readString(folder.resolve("c.html"))).doesNotContain("http://", "https://", "src=", "@import");
    }

    @Test
    void twoEnginesAtLeastMustBeNamed() throws Exception {
        assertThat(run("compare", "--backends=builtin", "same").error())
                .startsWith("gatehouse: --backends must name two engines at least");
        assertThat(run("compare", "--backends=builtin,builtin", "same").error())
                .startsWith("gatehouse: --backends names an engine twice");
        assertThat(run("compare", "--backends=builtin,nobody", "same").error())
                .startsWith("gatehouse: no backend is named nobody");
        assertThat(run("compare", "--backends=builtin,nobody", "same").exitCode())
                .isEqualTo(2);
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    private JsonNode json() throws Exception {
        return MAPPER.readTree(Files.readString(folder.resolve("c.json")));
    }

    /** The page is well-formed XML too, so that a parser of XML shows what stands in it. */
    private Document page() throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(folder.resolve("c.html").toFile());
    }

    private static List<String> texts(Document page, String tag) {
        NodeList elements = page.getElementsByTagName(tag);
        return IntStream.range(0, elements.getLength())
                .mapToObj(i -> elements.item(i).getTextContent())
                .toList();
    }

    private Result compare(String... arguments) throws Exception {
        String[] all = new String[arguments.length + 3];
        all[0] = "compare";
        all[1] = "--config=two.yaml";
        all[2] = "--backends=house,words";
        System.arraycopy(arguments, 0, all, 3, arguments.length);
        return run(all);
    }

    private Result run(String... arguments) throws Exception {
        return Launched.in(folder).run(arguments);
    }
}
