package dev.gatehouse.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DeadlineTest {

    @Test
    void anInnerDeadlineIsOverWhenTheOuterIsCancelled() {
        Deadline outer = Deadline.none();
        Deadline inner = outer.within(Duration.ofHours(1)).within(Duration.ofHours(1));
        assertThat(inner.expired()).isFalse();

        outer.cancel();

        assertThat(inner.cancelled()).isTrue();
        assertThat(inner.expired()).isTrue();
        assertThat(inner.remaining()).isZero();
    }

    @Test
    void cancellingAnInnerDeadlineLeavesTheOuter() {
        Deadline outer = Deadline.none();

        outer.within(Duration.ofHours(1)).cancel();

        assertThat(outer.expired()).isFalse();
    }

    @Test
    void anInnerDeadlineIsNeverLaterThanTheOuter() {
        Deadline outer = Deadline.after(Duration.ofMinutes(1));

        assertThat(outer.within(Duration.ofHours(1)).remaining()).isLessThanOrEqualTo(Duration.ofMinutes(1));
        assertThat(outer.within(Duration.ofSeconds(1)).remaining()).isLessThanOrEqualTo(Duration.ofSeconds(1));
        assertThat(outer.within(Duration.ofSeconds(Long.MAX_VALUE)).expired()).isFalse();
    }

    @Test
    void noTimeAtAllIsOverAtOnceButNotCancelled() {
        Deadline over = Deadline.none().within(Duration.ZERO);

        assertThat(over.expired()).isTrue();
        assertThat(over.cancelled()).isFalse();
    }

    @Test
    void whoeverAskedIsToldOnceOfACancellationOfAnyOuterDeadline() {
        Deadline outer = Deadline.none();
        Deadline inner = outer.within(Duration.ofHours(1));
        AtomicInteger told = new AtomicInteger();
        inner.onCancel(told::incrementAndGet);

        outer.cancel();
        inner.cancel();

        assertThat(told).hasValue(1);
    }

    @Test
    void whoeverAsksAfterTheCancellationIsToldAtOnce() {
        Deadline deadline = Deadline.none();
        deadline.cancel();
        AtomicInteger told = new AtomicInteger();

        deadline.onCancel(told::incrementAndGet);

        assertThat(told).hasValue(1);
    }

    @Test
    void whoeverIsNoLongerInterestedIsNotTold() {
        Deadline deadline = Deadline.none();
        AtomicInteger told = new AtomicInteger();
        deadline.onCancel(told::incrementAndGet).close();

        deadline.cancel();

        assertThat(told).hasValue(0);
    }
}
