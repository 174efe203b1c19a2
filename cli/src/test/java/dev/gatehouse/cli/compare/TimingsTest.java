package dev.gatehouse.cli.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimingsTest {

    @Test
    void readsOffEveryShareWithinOnePartIn64() {
        Random random = new Random(4711);
        Timings timings = new Timings();
        long[] nanos = new long[10_001];
        for (int i = 0; i < nanos.length; i++) {
            nanos[i] = (long) Math.exp(random.nextDouble() * 25);
            timings.add(Duration.ofNanos(nanos[i]));
        }
        Arrays.sort(nanos);

        for (double share : new double[] {0.0001, 0.01, 0.5, 0.95, 0.999}) {
            long exact = nanos[(int) Math.ceil(share * nanos.length) - 1];
            assertThat((double) timings.within(share).toNanos()).isCloseTo((double) exact, within(exact / 64.0 + 1));
        }
        assertThat(timings.within(1)).isEqualTo(Duration.ofNanos(nanos[nanos.length - 1]));
    }

    @Test
    void sumCountAndLongestAreExact() {
        Timings timings = new Timings();
        timings.add(Duration.ofNanos(0));
        timings.add(Duration.ofNanos(63));
        timings.add(Duration.ofDays(1));

        assertThat(timings.count()).isEqualTo(3);
        assertThat(timings.total()).isEqualTo(Duration.ofDays(1).plusNanos(63));
        assertThat(timings.longest()).isEqualTo(Duration.ofDays(1));
        assertThat(timings.within(0.5)).isEqualTo(Duration.ofNanos(63));
    }

    @Test
    void noTimesAreNoTime() {
        assertThat(new Timings().within(0.5)).isZero();
    }

    @Test
    void theLongestTimeThereIsHasItsPlace() {
        Timings timings = new Timings();
        timings.add(Duration.ofNanos(Long.MAX_VALUE));

        assertThat((double) timings.within(0.5).toNanos())
                .isCloseTo((double) Long.MAX_VALUE, within((double) Long.MAX_VALUE / 64));
    }
}
