package dev.gatehouse.benchmarks.census;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class PairCostsTest {

    @Test
    void oneOfTwoEquallyLikelyFollowersCostsOneBit() throws IOException {
        byte[] costs = PairCosts.of(List.of(counts("abacabacabacabac")));

        assertThat(cost(costs, 'a', 'b')).isEqualTo(PairCosts.STEPS_PER_BIT);
        assertThat(cost(costs, 'a', 'c')).isEqualTo(PairCosts.STEPS_PER_BIT);
        assertThat(cost(costs, 'b', 'a')).isZero();
    }

    @Test
    void kindsCountAlikeHoweverLargeTheyAre() throws IOException {
        byte[] few = PairCosts.of(List.of(counts("ab"), counts("aca")));
        byte[] many = PairCosts.of(List.of(counts("ab"), counts("ac".repeat(1000) + "a")));

        assertThat(cost(many, 'a', 'b')).isEqualTo(cost(few, 'a', 'b')).isEqualTo(5);
        assertThat(cost(many, 'a', 'c')).isEqualTo(cost(few, 'a', 'c')).isEqualTo(13);
    }

    @Test
    void aPairThatWasNeverSeenCostsMoreThanAnySeen() throws IOException {
        byte[] costs = PairCosts.of(List.of(counts("the quick brown fox")));

        assertThat(cost(costs, 'q', 'z')).isGreaterThan(cost(costs, 'q', 'u') + 10 * PairCosts.STEPS_PER_BIT);
    }

    private static PairCounts counts(String text) throws IOException {
        PairCounts counts = new PairCounts();
        counts.count(new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII)));
        return counts;
    }

    private static int cost(byte[] costs, int first, int second) {
        return costs[first << 8 | second] & 0xff;
    }
}
