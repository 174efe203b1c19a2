package dev.gatehouse.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.cli.walk.FileName;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class PrintableTest {

    @Test
    void ordinaryNamesStayAsTheyAre() {
        assertThat(Printable.line("docs\\caf\u00e9 \u65e5\u672c \ud83d\ude00.txt"))
                .isEqualTo("docs\\caf\u00e9 \u65e5\u672c \ud83d\ude00.txt");
    }

    @Test
    void aLineBreakCannotForgeALine() {
        assertThat(Printable.line("a: OK\nb")).isEqualTo("a: OK\\x0ab");
    }

    @Test
    void terminalSequencesAndDirectionMarksShow() {
        assertThat(Printable.line("\u001b[2J\u009b1m\u202egpj.exe")).isEqualTo("\\x1b[2J\\x9b1m\\u202egpj.exe");
    }

    @Test
    void bytesThatAreNotUtf8Show() {
        assertThat(Printable.line(FileName.decode(new byte[] {'a', (byte) 0xff})))
                .isEqualTo("a\\xff");
    }

    @Test
    void aBackslashIsDoubledBesideAnEscape() {
        assertThat(Printable.line("\\x1b\u001b")).isEqualTo("\\\\x1b\\x1b");
    }

    @Test
    void membersStandBehindExclamationMarks() {
        assertThat(Printable.path("/tmp/a.zip", List.of("docs/b.exe", "c"))).isEqualTo("/tmp/a.zip!docs/b.exe!c");
    }

    @Test
    void aLevelWithoutANameIsPassedOver() {
        assertThat(Printable.path("a.tgz", List.of("", "b"))).isEqualTo("a.tgz!b");
    }

    @Property
    void nothingThatIsPrintedIsAControlCharacter(@ForAll String name) {
        assertThat(Printable.line(name).codePoints())
                .noneMatch(point -> Character.isISOControl(point) || Character.getType(point) == Character.FORMAT);
    }
}
