package dev.gatehouse.signatures.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.signatures.SignatureSources;
import dev.gatehouse.signatures.model.BodySignature;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SearchCostTest {

    @Test
    void sharesOfAllPairsAreOneTogether() {
        double sum = 0;
        for (int pair = 0; pair < 1 << 16; pair++) {
            sum += Rarity.share(new byte[] {(byte) (pair >>> 8), (byte) pair}, 0, 2);
        }
        assertThat(sum).isBetween(0.9, 1.1);
    }

    @Test
    void zerosAreDearerThanAWordAndAWordThanNoise() throws Exception {
        double zeros = cost("00000000000000000000000000").shareOfPositions();
        double word = cost("74686520736f667477617265").shareOfPositions();
        double noise = cost("8f3ac19e5577d20be6a491").shareOfPositions();
        assertThat(zeros).isGreaterThan(100 * word);
        assertThat(word).isGreaterThan(100 * noise);
    }

    @Test
    void theDearestPartCounts() throws Exception {
        assertThat(cost("8f3ac19e5577d20be6a491*0000")).isEqualTo(cost("0000??"));
        assertThat(cost("8f3ac19e5577d20be6a491*0000").anchorBytes()).isEqualTo(2);
    }

    private static SearchCost cost(String pattern) throws Exception {
        List<SearchCost> costs = new ArrayList<>();
        SignatureSources.text("a.ndb", "A:0:*:" + pattern + "\n")
                .read(signature -> costs.add(SearchCost.of(((BodySignature) signature).pattern())));
        return costs.getFirst();
    }
}
