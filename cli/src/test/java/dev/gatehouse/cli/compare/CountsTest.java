package dev.gatehouse.cli.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CountsTest {

    @Test
    void everyFileOfAPairIsInOneFigure() {
        for (Standing one : Standing.values()) {
            for (Standing other : Standing.values()) {
                PairCount pair = PairCount.none(0, 1).with(one, other);

                assertThat(pair.both() + pair.onlyFirst() + pair.onlySecond() + pair.neither() + pair.notComparable())
                        .as(one + " and " + other)
                        .isEqualTo(1);
            }
        }
    }

    @Test
    void aPairCountsWhatItsNamesSay() {
        PairCount none = PairCount.none(0, 1);

        assertThat(none.with(Standing.FOUND, Standing.FOUND).both()).isEqualTo(1);
        assertThat(none.with(Standing.FOUND, Standing.CLEAN).onlyFirst()).isEqualTo(1);
        assertThat(none.with(Standing.CLEAN, Standing.FOUND).onlySecond()).isEqualTo(1);
        assertThat(none.with(Standing.CLEAN, Standing.CLEAN).neither()).isEqualTo(1);
        assertThat(none.with(Standing.FOUND, Standing.INCOMPLETE).firstAlone()).isEqualTo(1);
        assertThat(none.with(Standing.FAILED, Standing.FOUND).secondAlone()).isEqualTo(1);
        assertThat(none.with(Standing.CLEAN, Standing.INCOMPLETE).unsettled()).isEqualTo(1);
    }

    @Test
    void everyFileOfThreeEnginesAgreesOrDiffersOrIsUnsettled() {
        AllCount all = AllCount.NONE;
        int files = 0;
        for (List<Standing> standings : triples()) {
            all = all.with(file(standings));
            files++;
        }

        assertThat(all.files()).isEqualTo(files);
        assertThat(all.agreed() + all.differing() + all.unsettled()).isEqualTo(files);
        assertThat(all.allFound()).isEqualTo(1);
        assertThat(all.noneFound()).isEqualTo(1);
        assertThat(all.someFound()).isEqualTo(6);
    }

    @Test
    void aDifferenceIsAFindingThatNotAllMade() {
        assertThat(file(List.of(Standing.FOUND, Standing.INCOMPLETE)).differs()).isTrue();
        assertThat(file(List.of(Standing.FOUND, Standing.FOUND)).differs()).isFalse();
        assertThat(file(List.of(Standing.CLEAN, Standing.FAILED)).differs()).isFalse();
    }

    private static List<List<Standing>> triples() {
        List<List<Standing>> triples = new ArrayList<>();
        Standing[] all = Standing.values();
        for (Standing first : all) {
            for (Standing second : all) {
                Arrays.stream(all).forEach(third -> triples.add(List.of(first, second, third)));
            }
        }
        return triples;
    }

    static FileComparison file(List<Standing> standings) {
        Stream<Answer> answers = standings.stream()
                .map(standing -> new Answer(standing, List.of(), 0, List.of(), 0, Duration.ofMillis(1)));
        return new FileComparison("file", 1, "00", answers.toList());
    }
}
