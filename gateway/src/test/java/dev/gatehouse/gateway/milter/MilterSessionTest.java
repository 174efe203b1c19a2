package dev.gatehouse.gateway.milter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.gateway.GateSettings;
import dev.gatehouse.gateway.net.Served;
import dev.gatehouse.gateway.policy.Concern;
import dev.gatehouse.spi.Finding;
import dev.gatehouse.spi.Reason;
import dev.gatehouse.spi.ReasonCode;
import dev.gatehouse.spi.ScanOutcome;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an MTA is answered, by an MTA of the tests' own. */
@Timeout(60)
class MilterSessionTest {

    private static final MilterSettings SETTINGS = MilterSettings.DEFAULT;
    private static final String BUSY_TEXT = "451 4.7.1 Message cannot be checked now, try again later: ";

    private final PlayedBackend backend = new PlayedBackend();

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 6})
    void putsMessagesTogetherByteForByteInEveryVersion(int version) throws Exception {
        try (Bench bench = Bench.on(backend, SETTINGS);
                Mta mta = bench.mta().negotiate(version)) {
            assertThat(mta.version).isEqualTo(version);
            mta.connection("192.0.2.7");
            for (String id : List.of("4A", "4B")) {
                mta.envelope(id, "bob@example.test");
                mta.headers("Subject: one\n\ttwo\n three", "X-Empty:" + (version == 6 ? "" : " "), "X-\u00fc: \u00e4");
                mta.body("first\r\n", "x".repeat(65_535), ".\r\n");
                assertThat(mta.end()).last().isEqualTo("c");
                assertThat(backend.seen())
                        .isEqualTo("Subject: one\r\n\ttwo\r\n three\r\nX-Empty:" + (version == 6 ? "" : " ")
                                + "\r\nX-\u00fc: \u00e4\r\n\r\nfirst\r\n" + "x".repeat(65_535) + ".\r\n");
                Served served = bench.nextServed();
                assertThat(served.subject()).isEqualTo(id);
                assertThat(served.report().orElseThrow().path()).isEqualTo(id);
                assertThat(served.peer()).startsWith("192.0.2.7 by 127.0.0.1:");
                assertThat(served.bytes()).isEqualTo(backend.seen().length());
                assertThat(served.answer()).isEqualTo("accept: Clean");
            }
            mta.quit();
            assertThat(bench.troubles).isEmpty();
        }
    }

    @Test
    void asksForNoMoreThanItNeeds() throws Exception {
        try (Bench bench = Bench.on(backend, SETTINGS);
                Bench exempting = Bench.on(backend, exempting("example.test"))) {
            assertThat(bench.mta().negotiate(6).actions).isEqualTo(0x11);
            assertThat(bench.mta().negotiate(6).steps)
                    .isEqualTo(0x02 | 0x04 | 0x08 | 0x40 | 0x100 | 0x200 | 0x400 | 0x7f080 | 0x100000);
            // without SKIP an answer to each piece of a body is of no use
            assertThat(bench.mta().negotiate(6, 0x1ff, 0x1fffff & ~0x400).steps & 0x80400)
                    .isEqualTo(0x80000);
            assertThat(bench.mta().negotiate(2).steps).isEqualTo(0x02 | 0x04 | 0x08 | 0x40);
            assertThat(exempting.mta().negotiate(6).steps & 0x0c).isZero();
        }
        try (Bench holding = Bench.on(backend, SETTINGS.with(Concern.LIMIT, MilterAction.QUARANTINE))) {
            assertThat(holding.mta().negotiate(6).actions).isEqualTo(0x31);
        }
    }

    @Test
    void servesNoMtaThatOffersLessThanMustBeHad() throws Exception {
        try (Bench bench = Bench.on(backend, SETTINGS.with(Concern.LIMIT, MilterAction.QUARANTINE))) {
            for (int[] offer : new int[][] {{1, 0x3f, 0x7f}, {2, 0x1f, 0x7f}, {6, 0x2f, 0x1fffff}}) {
                try (Mta mta = bench.mta()) {
                    mta.send('O', Mta.numbers(offer));
                    assertThat(mta.closed()).isTrue();
                }
            }
            try (Mta mta = bench.mta()) {
                mta.send('M', Mta.texts("<a@b>"));
                assertThat(mta.closed()).isTrue();
            }
            assertThat(bench.faults).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ACCEPT, c",
        "TAG, c",
        "QUARANTINE, qInfected (Bad%s?Name)|",
        "TEMPFAIL, y451 4.7.1 Message cannot be checked now%c try again later: Bad%%s?Name|",
        "DISCARD, d",
        "REJECT, y550 5.7.1 Message rejected: Bad%%s?Name found|"
    })
    void doesWithTheInfectedWhatThePolicySays(MilterAction action, String answer) throws Exception {
        backend.answer = PlayedBackend.found("Bad%s\nName");
        MilterSettings settings = SETTINGS.with(Concern.INFECTED, action);
        try (Bench bench = Bench.on(backend, settings);
                Mta mta = bench.mta().negotiate(6)) {
            List<String> answers = mta.message("4A", "hello\r\n");

            assertThat(answers).contains(answer.replace("now%c", "now,"));
            assertThat(answers.contains("hX-Virus-Status| Infected (Bad%s?Name)|"))
                    .isEqualTo(action.keeps());
            assertThat(answers.getLast()).startsWith(action.keeps() ? "c" : answer.substring(0, 1));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ENCRYPTED, encrypted content",
        "LIMIT_RATIO, over a limit",
        "LIMIT_TIME, over a limit",
        "BACKEND_LIMIT, over a limit",
        "MALFORMED, content that cannot be opened",
        "BACKEND_ERROR, the scan failed"
    })
    void whatWasNotLookedAtIsATemporaryFailureUnlessThePolicySaysOtherwise(ReasonCode code, String words)
            throws Exception {
        backend.answer = PlayedBackend.incomplete(code);
        MilterSettings tagging = SETTINGS.with(Concern.of(code), MilterAction.TAG);
        try (Bench bench = Bench.on(backend, SETTINGS);
                Bench tags = Bench.on(backend, tagging);
                Mta mta = bench.mta().negotiate(6);
                Mta tagged = tags.mta().negotiate(6)) {
            assertThat(mta.message("4A", "hello\r\n")).containsExactly("y" + BUSY_TEXT + words + "|");
            assertThat(tagged.message("4B", "hello\r\n"))
                    .containsExactly(
                            "hX-Virus-Scanned| Gatehouse|", "hX-Virus-Status| Not scanned (" + words + ")|", "c");
        }
    }

    @Test
    void removesEveryMarkOfOthersFromTheLastToTheFirst() throws Exception {
        try (Bench bench = Bench.on(backend, SETTINGS);
                Mta mta = bench.mta().negotiate(2)) {
            mta.connection("192.0.2.7");
            mta.envelope("4A", "bob@example.test");
            mta.headers(
                    "X-Virus-Status: Clean", "X-Virus: no", "x-virus-STATUS : Clean", "X-Virus-Checked: yes", "To: x");
            assertThat(mta.end())
                    .containsExactly(
                            "m\0\0\0\1X-Virus-Checked||".replace('\0', '|'),
                            "m\0\0\0\2X-Virus-Status||".replace('\0', '|'),
                            "m\0\0\0\1X-Virus-Status||".replace('\0', '|'),
                            "hX-Virus-Scanned|Gatehouse at gw.test|",
                            "hX-Virus-Status|Clean|",
                            "c");
        }
    }

    @Test
    void aMessageWithMoreMarksThanCanBeRemovedDoesNotPass() throws Exception {
        MilterSettings lenient = SETTINGS.with(Concern.LIMIT, MilterAction.ACCEPT);
        try (Bench bench = Bench.on(backend, lenient);
                Mta mta = bench.mta().negotiate(6)) {
            for (int i = 0; i < 1001; i++) {
                mta.headers("X-Virus-Status: Clean");
            }
            assertThat(mta.end()).last().asString().startsWith("y451 ");
        }
    }

    @Test
    void doesNotScanWhatIsForExemptRecipientsAlone() throws Exception {
        backend.answer = PlayedBackend.found("Bad");
        try (Bench bench = Bench.on(backend, exempting("abuse@Example.test"));
                Mta mta = bench.mta().negotiate(6)) {
            mta.envelope("4A", "ABUSE@example.test");
            mta.headers("X-Virus-Status: Clean");
            mta.body("one", "two, which is spared");
            assertThat(mta.end())
                    .containsExactly(
                            "m|||\1X-Virus-Status||",
                            "hX-Virus-Scanned| Gatehouse|",
                            "hX-Virus-Status| Not scanned (exempt recipient)|",
                            "c");
            Served exempt = bench.nextServed();
            assertThat(exempt.report()).isEmpty();
            assertThat(exempt.subject()).isEqualTo("4A");

            mta.envelope("4B", "abuse@example.test", "bob@example.test");
            mta.headers("Subject: test");
            assertThat(mta.end()).last().asString().startsWith("y550 ");

            // the recipients of a message that was given up are not those of the next
            mta.envelope("4C", "abuse@example.test");
            mta.send('A');
            mta.headers("Subject: test");
            assertThat(mta.end()).last().asString().startsWith("y550 ");
        }
    }

    @Test
    void tellsTheMtaThatAScanGoesOnAndNothingAfterItsVerdict() throws Exception {
        backend.lasts(Duration.ofMillis(700));
        MilterSettings often = new MilterSettings(
                SETTINGS.policy(),
                SETTINGS.rejectText(),
                SETTINGS.refuseText(),
                SETTINGS.tempfailText(),
                true,
                Exemptions.NONE,
                Duration.ofMillis(100),
                SETTINGS.maxMessageBytes());
        try (Bench bench = Bench.on(backend, often);
                Mta mta = bench.mta().negotiate(6)) {
            List<String> answers = mta.message("4A", "hello\r\n");
            assertThat(answers).startsWith("p", "p", "p").endsWith("c");
            assertThat(answers.lastIndexOf("p")).isLessThan(answers.indexOf("hX-Virus-Status| Clean|"));
            mta.quit();
        }
    }

    @Test
    void cancelsTheScanOfAnMtaThatLeaves() throws Exception {
        backend.hold();
        try (Bench bench = Bench.on(backend, SETTINGS)) {
            try (Mta mta = bench.mta().negotiate(6)) {
                mta.headers("Subject: test");
                mta.send('E');
                backend.awaitScan();
            }
            assertThat(backend.cancelled.await(2, TimeUnit.SECONDS)).isTrue();
            assertThat(bench.troubles.poll(5, TimeUnit.SECONDS)).contains("gave a message up");
            assertEmpty(bench);
        }
    }

    @Test
    void goesOnAfterAMessageThatIsGivenUpAndAfterAnotherClient() throws Exception {
        try (Bench bench = Bench.on(backend, SETTINGS);
                Mta mta = bench.mta().negotiate(2)) {
            mta.connection("192.0.2.1");
            mta.envelope("4A", "bob@example.test");
            mta.headers("Subject: never ends");
            mta.body("half of");
            mta.send('A');
            mta.send('A');
            assertThat(mta.message("4B", "whole")).last().isEqualTo("c");
            assertThat(backend.seen()).isEqualTo("Subject: test\r\n\r\nwhole");
            assertThat(bench.nextServed().subject()).isEqualTo("4B");

            mta.send('K');
            mta.connection("192.0.2.2");
            mta.send('U', Mta.texts("XYZZY"));
            mta.expect("c");
            assertThat(mta.message("", "another")).last().isEqualTo("c");
            Served served = bench.nextServed();
            assertThat(served.subject()).isEmpty();
            assertThat(served.peer()).startsWith("192.0.2.2 ");
            mta.send('!');
            assertThat(mta.closed()).isTrue();
            assertThat(bench.troubles.poll(5, TimeUnit.SECONDS)).contains("no command has the code 33");
        }
    }

    @Test
    void keepsNoMoreOfAMessageThanItMayAndIsSparedTheRest() throws Exception {
        MilterSettings small = new MilterSettings(
                SETTINGS.policy(),
                SETTINGS.rejectText(),
                SETTINGS.refuseText(),
                SETTINGS.tempfailText(),
                true,
                Exemptions.NONE,
                SETTINGS.progress(),
                100_000);
        try (Bench bench = Bench.on(backend, small);
                Mta mta = bench.mta().negotiate(6);
                Mta old = bench.mta().negotiate(2)) {
            mta.envelope("4A", "bob@example.test");
            mta.headers("Subject: test");
            mta.send('B', new byte[65_535]);
            mta.expect("c");
            mta.send('B', new byte[65_535]);
            mta.expect("s");
            assertEmpty(bench);
            assertThat(mta.end()).containsExactly("y" + BUSY_TEXT + "over a limit|");
            assertThat(bench.troubles.poll(5, TimeUnit.SECONDS)).contains("more than 100000 bytes");
            assertThat(backend.seen()).isEmpty();

            old.headers("Subject: test");
            old.body("x".repeat(65_535), "x".repeat(65_535), "x".repeat(65_535));
            assertThat(old.end()).containsExactly("y" + BUSY_TEXT + "over a limit|");
        }
    }

    @Test
    void refusesEndlessHeaders() throws Exception {
        try (Bench bench = Bench.on(backend, SETTINGS);
                Mta mta = bench.mta().negotiate(6)) {
            for (int i = 0; i < 10_001; i++) {
                mta.send('L', Mta.texts("X", "y"));
            }
            assertThat(mta.end()).containsExactly("y" + BUSY_TEXT + "over a limit|");
            assertEmpty(bench);
        }
    }

    @Test
    void tellsToTryLaterWhileThereIsNoPlace() throws Exception {
        backend.hold();
        GateSettings narrow =
                GateSettings.defaults().withThreads(1).withPlaces(1).withQueueTime(Duration.ofMillis(50));
        try (Bench bench = Bench.on(backend, SETTINGS, narrow);
                Mta first = bench.mta().negotiate(6);
                Mta second = bench.mta().negotiate(6)) {
            first.headers("Subject: test");
            first.send('E');
            backend.awaitScan();
            assertThat(second.message("4B", "hello")).containsExactly("y" + BUSY_TEXT + "the scanner is busy|");
            backend.release();
            assertThat(first.verdict()).last().isEqualTo("c");
            assertThat(second.message("4C", "hello")).last().isEqualTo("c");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 6})
    void aFaultOfOurOwnIsATemporaryFailureAndEndsTheConnection(int version) throws Exception {
        try (Bench bench = Bench.on(backend, SETTINGS);
                Mta mta = bench.mta().negotiate(version)) {
            mta.headers("Subject: test");
            bench.gate.close(); // what comes after it is a fault
            assertThat(mta.end()).containsExactly("t");
            assertThat(mta.closed()).isTrue();
            assertThat(bench.faults.poll(5, TimeUnit.SECONDS)).hasMessageContaining("closed");
            assertEmpty(bench);
        }
    }

    @Test
    void aMessageUnderWayGetsItsVerdictWhenTheServiceEndsAndNoOtherBegins() throws Exception {
        try (Bench bench = Bench.on(backend, SETTINGS);
                Mta resting = bench.mta().negotiate(6);
                Mta mta = bench.mta().negotiate(6)) {
            mta.headers("Subject: test");
            mta.body("half");
            bench.listener.end();
            assertThat(resting.closed()).isTrue();
            mta.body(" and half");
            assertThat(mta.end()).last().isEqualTo("c");
            assertThat(mta.closed()).isTrue();
            assertThat(bench.listener.await(Duration.ofSeconds(5))).isTrue();
        }
    }

    @Test
    void theGravestOfSeveralConcernsDecidesAndWhatWasFoundBeforeAll() throws Exception {
        MilterSettings settings =
                SETTINGS.with(Concern.ENCRYPTED, MilterAction.REJECT).with(Concern.INFECTED, MilterAction.TAG);
        backend.answer = new ScanOutcome.Incomplete(
                List.of(new Reason(ReasonCode.MALFORMED, ""), new Reason(ReasonCode.ENCRYPTED, "")));
        try (Bench bench = Bench.on(backend, settings);
                Mta mta = bench.mta().negotiate(6)) {
            assertThat(mta.message("4A", "hello")).containsExactly("y550 5.7.1 Message refused: encrypted content|");
            backend.answer = new ScanOutcome.Infected(
                    List.of(Finding.named("Bad")), List.of(new Reason(ReasonCode.ENCRYPTED, "")));
            assertThat(mta.message("4B", "hello, too")).contains("hX-Virus-Status| Infected (Bad)|", "c");
        }
    }

    private static MilterSettings exempting(String... entries) {
        return new MilterSettings(
                SETTINGS.policy(),
                SETTINGS.rejectText(),
                SETTINGS.refuseText(),
                SETTINGS.tempfailText(),
                true,
                Exemptions.of(List.of(entries)),
                SETTINGS.progress(),
                SETTINGS.maxMessageBytes());
    }

    private static void assertEmpty(Bench bench) throws IOException, InterruptedException {
        long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
        while (bench.gate.load().messages() > 0 && System.nanoTime() - giveUp < 0) {
            Thread.onSpinWait();
        }
        assertThat(bench.gate.load().messages()).isZero();
        assertThat(bench.gate.load().bytes()).isZero();
    }
}
