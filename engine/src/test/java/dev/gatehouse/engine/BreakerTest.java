package dev.gatehouse.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.spi.Health;
import dev.gatehouse.spi.Reason;
import dev.gatehouse.spi.ReasonCode;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BreakerTest {

    private static final Reason GONE = new Reason(ReasonCode.BACKEND_UNAVAILABLE, "gone");
    private static final Reason ERROR = new Reason(ReasonCode.BACKEND_ERROR, "odd");
    private static final Health WELL = new Health.Ready();
    private static final Health ILL = new Health.Unavailable("still gone");

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    private final Breaker breaker =
            new Breaker(new BreakerPolicy(3, Duration.ofSeconds(1), Duration.ofSeconds(4)), nanos::get);

    @Test
    void takesABackendOutAfterFailuresInARow() {
        fail(GONE, 2);
        assertThat(breaker.in()).isTrue();

        fail(GONE, 1);

        assertThat(breaker.in()).isFalse();
        assertThat(breaker.trouble()).isEqualTo("gone");
    }

    @Test
    void anAnswerForgetsTheFailuresBefore() {
        fail(GONE, 2);
        breaker.answered();
        fail(GONE, 2);

        assertThat(breaker.in()).isTrue();
    }

    @Test
    void asksOnceWhenThePauseIsOver() {
        fail(GONE, 3);
        assertThat(breaker.takesQuestion()).isFalse();

        pass(Duration.ofSeconds(1));

        assertThat(breaker.takesQuestion()).isTrue();
        assertThat(breaker.takesQuestion()).isFalse();
    }

    @Test
    void doublesThePauseUpToItsBound() {
        fail(GONE, 3);
        for (int seconds : new int[] {1, 2, 4, 4}) {
            pass(Duration.ofSeconds(seconds).minusNanos(1));
            assertThat(breaker.takesQuestion()).isFalse();
            pass(Duration.ofNanos(1));
            assertThat(breaker.takesQuestion()).isTrue();
            breaker.asked(ILL);
        }
        assertThat(breaker.trouble()).isEqualTo("still gone");
    }

    @Test
    void aBackendThatComesBackIsOnProbation() {
        fail(GONE, 3);
        pass(Duration.ofSeconds(1));
        assertThat(breaker.takesQuestion()).isTrue();
        breaker.asked(WELL);
        assertThat(breaker.in()).isTrue();

        fail(ERROR, 1);

        assertThat(breaker.in()).isFalse();
        pass(Duration.ofSeconds(1));
        assertThat(breaker.takesQuestion()).isFalse();
        pass(Duration.ofSeconds(1));
        assertThat(breaker.takesQuestion()).isTrue();
    }

    @Test
    void itsFirstAnswerEndsTheProbation() {
        fail(GONE, 3);
        pass(Duration.ofSeconds(1));
        assertThat(breaker.takesQuestion()).isTrue();
        breaker.asked(WELL);
        breaker.answered();

        fail(GONE, 2);

        assertThat(breaker.in()).isTrue();
    }

    @Test
    void errorsAloneAskForItsHealthAndDoNotTakeItOut() {
        fail(ERROR, 3);
        assertThat(breaker.in()).isTrue();
        assertThat(breaker.takesQuestion()).isTrue();

        breaker.asked(WELL);
        fail(ERROR, 2);

        assertThat(breaker.in()).isTrue();
        assertThat(breaker.takesQuestion()).isFalse();
    }

    @Test
    void errorsOfABackendThatIsNotWellTakeItOut() {
        fail(ERROR, 3);
        assertThat(breaker.takesQuestion()).isTrue();

        breaker.asked(ILL);

        assertThat(breaker.in()).isFalse();
    }

    private void fail(Reason reason, int times) {
        for (int i = 0; i < times; i++) {
            breaker.failed(reason);
        }
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
