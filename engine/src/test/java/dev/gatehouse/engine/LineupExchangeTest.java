package dev.gatehouse.engine;

import static dev.gatehouse.engine.PlayedBackend.CLEAN;
import static dev.gatehouse.engine.PlayedBackend.found;
import static dev.gatehouse.engine.ScannerTest.findingsOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.engine.content.MemoryContent;
import dev.gatehouse.engine.unpack.Unpackers;
import dev.gatehouse.spi.Deadline;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LineupExchangeTest {

    private static final byte[] FILE = Boxes.text("file");

    private final PlayedBackend first = PlayedBackend.matching().answering(found("First"));
    private final PlayedBackend second = PlayedBackend.matching().answering(found("Second"));
    private final LineupExchange exchange = new LineupExchange(lineup(1, first));
    private final Boxes.Unpacker unpacker = new Boxes.Unpacker();
    private final Scanner scanner =
            new Scanner(exchange, Boxes.detector(), Unpackers.of(List.of(unpacker)), ScannerOptions.defaults());

    @AfterEach
    void letLoopsEnd() {
        unpacker.released = true;
    }

    @Test
    void theNextScanIsTheNextLineups() {
        assertThat(findingsOf(scan())).containsExactly("First");

        exchange.exchange(lineup(2, second)).join();

        ScanReport report = scan();
        assertThat(findingsOf(report)).containsExactly("Second");
        assertThat(report.generation()).isEqualTo(2);
        assertThat(first.closed).isTrue();
        assertThat(second.closed).isFalse();
    }

    @Test
    void aScanUnderWayEndsOnTheLineupThatItBeganWith() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch exchanged = new CountDownLatch(1);
        first.answer = (_, _) -> {
            asked.countDown();
            try {
                exchanged.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return first.closed ? CLEAN : found("First");
        };
        CompletableFuture<ScanReport> underWay = CompletableFuture.supplyAsync(this::scan);
        asked.await();

        CompletableFuture<Void> closing = exchange.exchange(lineup(2, second));

        assertThat(scan().generation()).isEqualTo(2);
        assertThat(closing).isNotDone();
        exchanged.countDown();
        ScanReport report = underWay.join();
        assertThat(findingsOf(report)).containsExactly("First");
        assertThat(report.generation()).isEqualTo(1);
        closing.join();
        assertThat(first.closed).isTrue();
    }

    @Test
    void aScanThatIsAbandonedDoesNotKeepItsLineupOpen() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        first.answer = (_, _) -> {
            asked.countDown();
            return CLEAN;
        };
        Deadline deadline = Deadline.none();
        try (ScanPool pool = new ScanPool(scanner, 1)) {
            CompletableFuture<ScanReport> report =
                    pool.submit("file", new ByteArrayInputStream(Boxes.bad("hang")), deadline);
            asked.await();
            CompletableFuture<Void> closing = exchange.exchange(lineup(2, second));
            assertThat(closing).isNotDone();

            deadline.cancel();

            assertThat(report.join().verdict()).isInstanceOf(Verdict.Incomplete.class);
            closing.join();
            assertThat(first.closed).isTrue();
        }
    }

    @Test
    void refusesAGenerationThatIsNotHigher() {
        assertThatThrownBy(() -> exchange.exchange(lineup(1, second)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the generation must be higher than 1: 1");
    }

    @Test
    void closingClosesTheLineupAndEndsTheTakingOfScans() {
        exchange.exchange(lineup(2, second)).join();

        exchange.close();

        assertThatThrownBy(this::scan).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> exchange.exchange(lineup(3, first))).isInstanceOf(IllegalStateException.class);
    }

    private ScanReport scan() {
        return scanner.scan("file", new MemoryContent(FILE, FILE.length), Deadline.none());
    }

    private static Lineup lineup(long generation, PlayedBackend backend) {
        return Lineup.of(generation, List.of(Seat.of("only", Role.PRIMARY, backend)));
    }
}
