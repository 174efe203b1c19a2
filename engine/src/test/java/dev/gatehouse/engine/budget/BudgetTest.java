package dev.gatehouse.engine.budget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.spi.Deadline;
import dev.gatehouse.spi.Reason;
import dev.gatehouse.spi.ReasonCode;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class BudgetTest {

    @Property(tries = 300)
    void neverGrantsMoreThanAnyBoundAndNothingLessUntilThen(
            @ForAll @Size(max = 50) List<@IntRange(min = 1, max = 100) Integer> chunks,
            @ForAll @LongRange(min = 1, max = 3000) long bytes,
            @ForAll @LongRange(min = 1, max = 3000) long partBytes,
            @ForAll @IntRange(min = 1, max = 50) int fileBytes) {
        Limits limits = new Limits(32, 10, bytes, partBytes, 20, 100, Duration.ofMinutes(1), 1);
        Budget budget = new Budget(limits, fileBytes, Deadline.none());
        long bound = Math.min(Math.min(bytes, partBytes), Math.max(100, 20L * fileBytes));
        long out = 0;
        for (int chunk : chunks) {
            long granted = budget.bytes(chunk, out);
            assertThat(granted).isEqualTo(Math.min(chunk, bound - out));
            out += granted;
            assertThat(budget.bytes()).isEqualTo(out);
            if (granted < chunk) {
                assertThat(budget.refusal()).isPresent();
                return;
            }
        }
        assertThat(budget.refusal()).isEmpty();
    }

    @Test
    void aBoundOfThePartLeavesTheFileItsBudget() {
        Budget budget = budget(new Limits(32, 10, 1000, 10, 1000, 1000, Duration.ofMinutes(1), 1));

        assertThat(budget.bytes(20, 0)).isEqualTo(10);

        assertThat(budget.refusal()).map(Reason::code).contains(ReasonCode.LIMIT_PART_BYTES);
        assertThat(budget.spent()).isEmpty();
        assertThat(budget.bytes(10, 0)).isEqualTo(10);
    }

    @Test
    void aSpentBudgetStaysSpent() {
        Budget budget = budget(new Limits(32, 10, 15, 10, 1000, 1000, Duration.ofMinutes(1), 1));
        assertThat(budget.bytes(10, 0)).isEqualTo(10);
        assertThat(budget.bytes(10, 0)).isEqualTo(5);

        assertThat(budget.spent()).map(Reason::code).contains(ReasonCode.LIMIT_BYTES);
        assertThat(budget.bytes(1, 0)).isZero();
        assertThat(budget.part()).isFalse();
        assertThat(budget.chargeWhole(0, 0)).isFalse();
    }

    @Test
    void theRatioCountsOnlyPastWhatIsFree() {
        Limits limits = new Limits(32, 10, Long.MAX_VALUE, Long.MAX_VALUE, 10, 500, Duration.ofMinutes(1), 1);
        assertThat(new Budget(limits, 1, Deadline.none()).bytes(600, 0)).isEqualTo(500);
        assertThat(new Budget(limits, 70, Deadline.none()).bytes(800, 0)).isEqualTo(700);
        assertThat(new Budget(limits, Long.MAX_VALUE / 2, Deadline.none()).bytes(1L << 50, 0))
                .isEqualTo(1L << 50);
    }

    @Test
    void allOrNothingIsChargedBeforehand() {
        Budget budget = budget(new Limits(32, 10, 100, 100, 1000, 1000, Duration.ofMinutes(1), 1));

        assertThat(budget.chargeWhole(11, 0)).isFalse();
        assertThat(budget.chargeWhole(0, 101)).isFalse();
        assertThat(budget.spent()).isEmpty();
        assertThat(budget.chargeWhole(10, 100)).isTrue();
        assertThat(budget.part()).isFalse();
        assertThat(budget.spent()).map(Reason::code).contains(ReasonCode.LIMIT_PARTS);
    }

    @Test
    void nothingComesOutOnceTheTimeIsOver() {
        Budget late = new Budget(Limits.DEFAULT, 1, Deadline.after(Duration.ZERO));
        Deadline deadline = Deadline.none();
        Budget cancelled = new Budget(Limits.DEFAULT, 1, deadline);
        deadline.cancel();

        assertThat(late.bytes(1, 0)).isZero();
        assertThat(late.refusal()).map(Reason::code).contains(ReasonCode.LIMIT_TIME);
        assertThat(cancelled.bytes(1, 0)).isZero();
        assertThat(cancelled.refusal()).map(Reason::code).contains(ReasonCode.CANCELLED);
    }

    private static Budget budget(Limits limits) {
        return new Budget(limits, 1, Deadline.none());
    }
}
