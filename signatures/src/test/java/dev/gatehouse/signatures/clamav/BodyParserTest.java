package dev.gatehouse.signatures.clamav;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.gatehouse.signatures.model.BodyPattern.Border;
import dev.gatehouse.signatures.model.BodyPattern.Choice;
import dev.gatehouse.signatures.model.BodyPattern.Element;
import dev.gatehouse.signatures.model.BodyPattern.Fixed;
import dev.gatehouse.signatures.model.BodyPattern.Gap;
import dev.gatehouse.signatures.model.BodyPattern.Nearby;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BodyParserTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "aabbcc aabbcc",
                "aabb??c?ccdd aabb??c?ccdd",
                "aabb*ccdd aabb|gap(0,)|ccdd",
                "aabb{3}ccdd aabb??????ccdd",
                "aabb{200}ccdd aabb|gap(200,200)|ccdd",
                "aabb{2-}ccdd aabb|gap(2,)|ccdd",
                "aabb{-7}ccdd aabb|gap(0,7)|ccdd",
                "aabb{2-7}ccdd aabb|gap(2,7)|ccdd",
                "aabb{2-7}ccdd{1}eeff aabb|gap(2,7)|ccdd|gap(1,1)|eeff",
                "aabb{1}ccdd{2-7}eeff aabb??ccdd|gap(2,7)|eeff",
                "aabb{0}ccdd aabb|gap(0,)|ccdd",
                "aabb(cc|dd)ee aabb|one(cc,dd)|ee",
                "aabb(ccdd|ee)ff aabb|one(ccdd,ee)|ff",
                "aabb(cc(00|11)|ee)ff aabb|one(cc00,cc11,ee)|ff",
                "aabb(cc{1}|?d)ff aabb|one(cc??,?d)|ff",
                "aabb(cc)dd aabbccdd",
                "aabb!(cc|dd)ee aabb|none(cc,dd)|ee",
                "(B)aabb(L) border(WORD)|aabb|border(LINE)",
                "aabb!(W) aabb|!border(NON_ALPHANUMERIC)",
                "aabb(W)*(L)ccdd aabb|border(NON_ALPHANUMERIC)|gap(0,)|border(LINE)|ccdd",
                "aabb(L)ccdd aabb|one(0a,0d0a)|ccdd",
                "!(B)aabb none(0a,0d,20,22,27,2d,2e,2f,3c,3d,3e,40,5f)|aabb",
                "aa[1-3]bbcc near(BEFORE,aa,1,3)|bbcc",
                "bbcc[2]a? bbcc|near(AFTER,a?,2,2)",
                "aa[1](B)bbcc(B)[2]dd near(BEFORE,aa,1,1)|border(WORD)|bbcc|border(WORD)|near(AFTER,dd,2,2)"
            })
    void readsTheLanguage(String text, String expected) {
        assertThat(describe(new BodyParser(text, 1, 2).parse().elements())).isEqualTo(expected);
    }

    @Property(tries = 3000)
    void eitherReadsAnyTextOrSaysWhatIsWrong(
            @ForAll
                    @StringLength(max = 60)
                    @Chars({'a', 'b', '0', '?', '*', '{', '}', '-', '(', ')', '|', '!', '[', ']', 'B', 'L', 'W'})
                    @CharRange(from = '0', to = '3')
                    String text) {
        assertThatCode(() -> {
                    try {
                        new BodyParser(text, 1, 2).parse();
                    } catch (Malformed malformed) {
                        assertThat(malformed.column()).isBetween(1, text.length() + 1);
                        assertThat(malformed.length()).isPositive();
                    }
                })
                .doesNotThrowAnyException();
    }

    private static String describe(List<Element> elements) {
        return elements.stream().map(BodyParserTest::describe).collect(Collectors.joining("|"));
    }

    private static String describe(Element element) {
        return switch (element) {
            case Fixed fixed -> fixed.run().toString();
            case Gap gap -> "gap(" + gap.min() + "," + (gap.max() == Gap.UNBOUNDED ? "" : gap.max()) + ")";
            case Choice choice ->
                (choice.negated() ? "none(" : "one(")
                        + choice.alternatives().stream().map(Object::toString).collect(Collectors.joining(","))
                        + ")";
            case Border border -> (border.negated() ? "!" : "") + "border(" + border.kind() + ")";
            case Nearby nearby ->
                "near(" + nearby.side() + "," + nearby.single() + "," + nearby.min() + "," + nearby.max() + ")";
        };
    }
}
