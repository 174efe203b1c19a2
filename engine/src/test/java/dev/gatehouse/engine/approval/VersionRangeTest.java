package dev.gatehouse.engine.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VersionRangeTest {

    @ParameterizedTest
    @CsvSource({
        ">=1.4 <1.5, 1.4.6, true",
        ">=1.4 <1.5, 1.4, true",
        ">=1.4 <1.5, 1.10.1, false",
        ">=1.4 <1.5, 1.5.0, false",
        ">=1.4 <1.5, 1.5.0-rc1, false",
        ">=1.4 <1.5, 1.4.6+dfsg-1, true",
        "<=4.2.3, 4.2.3.0, true",
        "<=4.2.3, 4.2.3.1, false",
        ">1.4, 1.4.0, false",
        ">1.4, 1.4.1, true",
        "1.4.*, 1.4.6, true",
        "1.4.*, 1.40.6, false",
        "1.4.*, 1, false",
        "1.4, 1.4.0, true",
        "1.4.6, 1.4.6, true",
        "=1.4.6, 1.4.6-1, false",
        "0.1.0-SNAPSHOT, 0.1.0-SNAPSHOT, true",
        "0.1.0, 0.1.0-SNAPSHOT, false",
        ">=0.1, 0.1.0-SNAPSHOT, true",
        ">=0, unknown, false",
        ">=0, '', false",
        ">=0, v1.2, false",
        ">99999999999999999998, 99999999999999999999, true"
    })
    void saysWhichVersionsAreMeant(String range, String version, boolean meant) {
        assertThat(VersionRange.of(range).contains(version)).isEqualTo(meant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "any", "*", ">= 1.4", "~1.4", ">=1.4.*", "1.4-x.*", "=>1.4", "1.4 || 1.5", "1.*.4"})
    void whatBoundsNoVersionIsRefusedWithWhatWouldBeRight(String text) {
        assertThatThrownBy(() -> VersionRange.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("write 1.4.6, 1.4.*, or one of");
    }

    @Property
    void theOrderIsThatOfTheNumbers(
            @ForAll @Size(min = 1, max = 5) List<@IntRange(min = 0, max = 3) Integer> a,
            @ForAll @Size(min = 1, max = 5) List<@IntRange(min = 0, max = 3) Integer> b) {
        int order = key(a).compareTo(key(b));

        assertThat(VersionRange.of("<" + dotted(b)).contains(dotted(a))).isEqualTo(order < 0);
        assertThat(VersionRange.of("<=" + dotted(b)).contains(dotted(a))).isEqualTo(order <= 0);
        assertThat(VersionRange.of(dotted(b)).contains(dotted(a))).isEqualTo(order == 0);
        assertThat(VersionRange.of(">=" + dotted(b)).contains(dotted(a))).isEqualTo(order >= 0);
        assertThat(VersionRange.of(">" + dotted(b)).contains(dotted(a))).isEqualTo(order > 0);
    }

    @Property
    void aBackendMayCallItsVersionWhateverItLikes(@ForAll String version) {
        assertThat(VersionRange.of(">=1 <1").contains(version)).isFalse();
    }

    private static String dotted(List<Integer> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining("."));
    }

    /** The numbers as the digits of one. */
    private static BigInteger key(List<Integer> numbers) {
        BigInteger key = BigInteger.ZERO;
        for (int i = 0; i < 5; i++) {
            key = key.shiftLeft(8).add(BigInteger.valueOf(i < numbers.size() ? numbers.get(i) : 0));
        }
        return key;
    }
}
