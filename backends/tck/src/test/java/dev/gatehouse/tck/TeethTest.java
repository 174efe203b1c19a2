package dev.gatehouse.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import dev.gatehouse.spi.Backend;
import dev.gatehouse.spi.BackendConfiguration;
import dev.gatehouse.spi.BackendIdentity;
import dev.gatehouse.spi.BackendProvider;
import dev.gatehouse.spi.BackendUnavailableException;
import dev.gatehouse.spi.Capability;
import dev.gatehouse.spi.ConfigurationKey;
import dev.gatehouse.spi.Deadline;
import dev.gatehouse.spi.Finding;
import dev.gatehouse.spi.Occurrence;
import dev.gatehouse.spi.ScanContext;
import dev.gatehouse.spi.ScanOutcome;
import dev.gatehouse.spi.Subject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Exchanger;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/** A kit that lets everything pass is worth nothing: each backend here does one thing wrong, and the right tests fail. */
class TeethTest {

    /** What the kit that is run below is given; one at a time. */
    private static Behaviour behaviour = Behaviour.RIGHT;

    private static Claims claims = rightClaims();

    private static Claims rightClaims() {
        return Claims.detects(Behaviour.SAMPLE)
                .withManyNames(Behaviour.SAMPLE)
                .refuses("mode", "none")
                .withScans(64);
    }

    /** The kit on the backend of this moment. Not found by the build itself, since its name does not end as a test's. */
    static class KitRun extends BackendConformance {

        @Override
        protected BackendProvider provider() {
            return new NeedleProvider(behaviour);
        }

        @Override
        protected BackendConfiguration configuration() {
            return new BackendConfiguration("needles", Map.of("mode", List.of("all")));
        }

        @Override
        protected Claims claims() {
            return claims;
        }
    }

    private static Set<String> failing(DiscoverySelector... selectors) {
        Events tests = EngineTestKit.engine("junit-jupiter")
                .selectors(selectors)
                .execute()
                .testEvents();
        assertThat(tests.started().count()).as("tests run").isPositive();
        Set<String> names = new TreeSet<>();
        tests.failed().stream()
                .forEach(event ->
                        names.add(event.getTestDescriptor().getDisplayName().replace("()", "")));
        return names;
    }

    private static Set<String> failing(Behaviour wrong, String... tests) {
        return failing(wrong, rightClaims(), tests);
    }

    /** Which of some tests fail. */
    private static Set<String> failing(Behaviour wrong, Claims said, String... tests) {
        behaviour = wrong;
        claims = said;
        List<DiscoverySelector> selectors = new ArrayList<>();
        for (String test : tests) {
            selectors.add(selectMethod(KitRun.class, test));
        }
        return failing(selectors.toArray(DiscoverySelector[]::new));
    }

    @Test
    void passesABackendThatDoesEverythingRight() {
        behaviour = Behaviour.RIGHT;
        claims = rightClaims();

        assertThat(failing(selectClass(KitRun.class))).isEmpty();
    }

    @Test
    void catchesOneThatAlwaysSaysClean() {
        String[] all = {
            "findsAnInfectedSample",
            "findsAnInfectedFileAndLeavesItAsItIs",
            "findsAnInfectedMemberOfAContainer",
            "findsEveryNameIfItSaysThatItReportsAllMatches",
            "judgesTheBytesWhateverTheirName",
            "findsTheSameInTheSameBytesEveryTime",
            "callsOrdinaryFilesClean",
            "neverCallsCleanWhatItCouldNotRead",
            "hasAnOutcomeForRandomBytes",
            "judgesAHugeSubjectInLittleMemory",
            "givesEachOfSixteenThreadsItsOwnAnswer",
            "saysThatItIsClosedOnceItIs",
            "sharesNothingWithAnotherThatIsClosed"
        };

        assertThat(failing(scanning((_, _, _) -> new ScanOutcome.Clean()), all)).containsExactlyInAnyOrder(all);
    }

    @Test
    void catchesOneThatThrows() {
        String[] all = {"findsAnInfectedSample", "hasAnOutcomeForRandomBytes", "callsAnEmptySubjectClean"};

        assertThat(failing(
                        scanning((_, _, _) -> {
                            throw new IllegalStateException("hostile");
                        }),
                        all))
                .containsExactlyInAnyOrder(all);
    }

    @Test
    void catchesOneThatThrowsForCertainBytes() {
        Behaviour wrong = scanning((subject, context, closed) -> {
            byte[] head = new byte[2];
            if (read(subject, head) == 2 && head[0] == 'M' && head[1] == 'Z') {
                throw new ArrayIndexOutOfBoundsException("section 65535");
            }
            return Behaviour.RIGHT.scan(subject, context, closed);
        });

        assertThat(failing(wrong, "hasAnOutcomeForRandomBytes", "callsOrdinaryFilesClean"))
                .containsExactly("hasAnOutcomeForRandomBytes");
    }

    @Test
    void catchesOneThatIgnoresTheDeadline() {
        Behaviour wrong = scanning((subject, context, closed) -> Behaviour.RIGHT.scan(
                subject, new ScanContext(Deadline.after(Duration.ofMillis(700)), context.allMatches()), closed));
        String[] all = {"keepsToTheDeadlineOfASlowSubject", "returnsAtOnceWhenTheDeadlineIsOverAlready"};

        assertThat(failing(wrong, all)).containsExactlyInAnyOrder(all);
    }

    @Test
    void catchesOneThatMindsTheClockButNoCancellation() {
        Behaviour wrong = scanning((subject, context, closed) -> {
            Duration left = context.deadline().remaining();
            Duration most = Duration.ofSeconds(1);
            return Behaviour.RIGHT.scan(
                    subject,
                    new ScanContext(Deadline.after(left.compareTo(most) < 0 ? left : most), context.allMatches()),
                    closed);
        });

        assertThat(failing(wrong, "keepsToTheDeadlineOfASlowSubject", "endsAScanOfASlowSubjectSoonAfterItIsCancelled"))
                .containsExactly("endsAScanOfASlowSubjectSoonAfterItIsCancelled");
    }

    @Test
    void catchesOneThatHoldsAHugeSubject() {
        Behaviour wrong = scanning((subject, context, closed) -> {
            List<byte[]> held = new ArrayList<>();
            byte[] window = new byte[1 << 20];
            for (long at = 0; at < subject.size(); at += window.length) {
                read(subject, at, window);
                // as much as the heap of a test bears
                if (held.size() < 400) {
                    held.add(window.clone());
                }
            }
            return Behaviour.outcome(held.isEmpty() ? Set.of("none") : Set.of());
        });

        assertThat(failing(wrong, "judgesAHugeSubjectInLittleMemory"))
                .containsExactly("judgesAHugeSubjectInLittleMemory");
    }

    @Test
    void catchesOneThatLooksOnlyAtTheBeginning() {
        Behaviour wrong = scanning((subject, _, _) -> {
            byte[] head = new byte[4096];
            int count = read(subject, head);
            String text = new String(head, 0, count, StandardCharsets.ISO_8859_1);
            return Behaviour.outcome(text.contains("needle") ? Set.of("Test.Needle", "Test.Thimble") : Set.of());
        });

        assertThat(failing(
                        wrong, "findsAnInfectedSample", "callsOrdinaryFilesClean", "judgesAHugeSubjectInLittleMemory"))
                .containsExactlyInAnyOrder("callsOrdinaryFilesClean", "judgesAHugeSubjectInLittleMemory");
    }

    @Test
    void catchesOneThatCallsCleanWhatItCannotRead() {
        Behaviour wrong = scanning((subject, context, closed) -> {
            ScanOutcome outcome = Behaviour.RIGHT.scan(subject, context, closed);
            return outcome instanceof ScanOutcome.Failed ? new ScanOutcome.Clean() : outcome;
        });

        assertThat(failing(wrong, "neverCallsCleanWhatItCouldNotRead", "callsOrdinaryFilesClean"))
                .containsExactly("neverCallsCleanWhatItCouldNotRead");
    }

    @Test
    void catchesOneThatMixesUpItsThreads() {
        Exchanger<Subject> others = new Exchanger<>();
        Behaviour wrong = scanning((subject, context, closed) -> {
            Subject taken = subject;
            try {
                taken = others.exchange(subject, 10, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                // nobody else is here
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return Behaviour.RIGHT.scan(taken, context, closed);
        });

        assertThat(failing(wrong, "givesEachOfSixteenThreadsItsOwnAnswer", "findsAnInfectedSample"))
                .containsExactly("givesEachOfSixteenThreadsItsOwnAnswer");
    }

    @Test
    void catchesOneThatRunsOnWhenItIsClosed() {
        Behaviour wrong =
                scanning((subject, context, _) -> Behaviour.RIGHT.scan(subject, context, new AtomicBoolean()));

        assertThat(failing(wrong, "endsRunningScansWithAnOutcomeWhenItIsClosed", "saysThatItIsClosedOnceItIs"))
                .containsExactlyInAnyOrder("endsRunningScansWithAnOutcomeWhenItIsClosed", "saysThatItIsClosedOnceItIs");
    }

    @Test
    void catchesALieAboutWhoItIs() {
        Instant future = Instant.now().plus(Duration.ofDays(1));
        AtomicInteger versions = new AtomicInteger();
        List<BackendIdentity> lies = List.of(
                new BackendIdentity("", "needles", "1", "1", Optional.empty(), Set.of(Capability.MATCHES_PARTS)),
                new BackendIdentity("Gatehouse", "needles", "1\n2", "1", Optional.empty(), Set.of(Capability.UNPACKS)),
                new BackendIdentity("Gatehouse", "needles", "1", "1", Optional.empty(), Set.of(Capability.ALL_MATCHES)),
                new BackendIdentity(
                        "Gatehouse", "needles", "1", "1", Optional.of(future), Set.of(Capability.MATCHES_PARTS)));
        for (BackendIdentity lie : lies) {
            assertThat(failing(identity(() -> lie), "saysWhoItIs")).containsExactly("saysWhoItIs");
        }
        assertThat(failing(
                        identity(() -> new BackendIdentity(
                                "Gatehouse",
                                "needles",
                                Integer.toString(versions.incrementAndGet()),
                                "1",
                                Optional.empty(),
                                Set.of(Capability.MATCHES_PARTS))),
                        "isTheSameAfterAScan"))
                .containsExactly("isTheSameAfterAScan");
    }

    @Test
    void catchesOneThatBoastsOfWhatItCannotDo() {
        Behaviour first = scanning((subject, context, closed) -> {
            ScanOutcome outcome = Behaviour.RIGHT.scan(subject, context, closed);
            return outcome instanceof ScanOutcome.Infected ? Behaviour.outcome(Set.of("Test.Needle")) : outcome;
        });
        assertThat(failing(first, "findsEveryNameIfItSaysThatItReportsAllMatches"))
                .containsExactly("findsEveryNameIfItSaysThatItReportsAllMatches");

        Behaviour unpacks = identity(() ->
                new BackendIdentity("Gatehouse", "needles", "1", "1", Optional.empty(), Set.of(Capability.UNPACKS)));
        assertThat(failing(unpacks, "findsAnInfectedMemberOfAZipIfItSaysThatItUnpacks"))
                .containsExactly("findsAnInfectedMemberOfAZipIfItSaysThatItUnpacks");
    }

    @Test
    void catchesAPlaceOutsideTheSubject() {
        Behaviour wrong = scanning((subject, _, _) -> new ScanOutcome.Infected(
                List.of(new Finding(
                        "Test.Needle", List.of(new Occurrence("", subject.size(), OptionalLong.of(1))), Map.of())),
                List.of()));

        assertThat(failing(wrong, "namesNoPlaceOutsideTheSubject")).containsExactly("namesNoPlaceOutsideTheSubject");
    }

    @Test
    void catchesSettingsThatAreTakenOrRefusedWithoutAWord() {
        Behaviour lax = checking(_ -> {});
        assertThat(failing(lax, "refusesWrongValues")).containsExactly("refusesWrongValues");

        Behaviour curt = checking(configuration -> {
            if (!configuration.value("mode").equals(Optional.of("all"))) {
                throw new BackendUnavailableException("wrong");
            }
        });
        assertThat(failing(curt, "refusesWrongValues", "namesAKeyThatIsMissing", "refusesNonsenseOnlyInWords"))
                .containsExactlyInAnyOrder(
                        "refusesWrongValues", "namesAKeyThatIsMissing", "refusesNonsenseOnlyInWords");

        Behaviour rude = checking(configuration ->
                Long.parseLong(configuration.value("mode").orElse("0").replace("all", "0")));
        assertThat(failing(rude, "refusesNonsenseOnlyInWords")).containsExactly("refusesNonsenseOnlyInWords");
    }

    @Test
    void catchesAProviderThatNobodyFinds() {
        behaviour = Behaviour.RIGHT;

        assertThat(failing(selectMethod(KitOfAHiddenProvider.class, "isFoundAsAService")))
                .containsExactly("isFoundAsAService");
    }

    /** The kit on a provider that is in no service file. */
    static class KitOfAHiddenProvider extends KitRun {

        @Override
        protected BackendProvider provider() {
            BackendProvider provider = super.provider();
            return new BackendProvider() {
                @Override
                public String type() {
                    return provider.type();
                }

                @Override
                public List<ConfigurationKey> configurationKeys() {
                    return provider.configurationKeys();
                }

                @Override
                public Backend open(BackendConfiguration configuration) throws BackendUnavailableException {
                    return provider.open(configuration);
                }
            };
        }
    }

    private static Claims peerClaims(Peer peer) {
        return rightClaims().withPeer(peer).withPatience(Duration.ofMillis(500)).withRecovery(Duration.ofSeconds(1));
    }

    @Test
    void catchesOneThatDoesNotComeBackToItsPeer() {
        ToyPeer peer = new ToyPeer();
        Behaviour right = peer.served();
        Claims said = peerClaims(peer);
        assertThat(failing(right, said, "getsOverItsPeer")).isEmpty();

        AtomicBoolean lost = new AtomicBoolean();
        Behaviour sulking = scanning((subject, context, closed) -> {
            lost.compareAndSet(false, !peer.answers());
            return lost.get() ? ToyPeer.unavailable() : Behaviour.RIGHT.scan(subject, context, closed);
        });
        assertThat(failing(sulking, said, "getsOverItsPeer"))
                .containsExactlyInAnyOrder("that dies between scans", "that dies during scans", "that hangs");
    }

    @Test
    void catchesOneThatSaysCleanWithoutItsPeer() {
        ToyPeer peer = new ToyPeer();
        Behaviour wrong = scanning((subject, context, closed) -> {
            ScanOutcome outcome = Behaviour.RIGHT.scan(subject, context, closed);
            return peer.answers() ? outcome : new ScanOutcome.Clean();
        });

        assertThat(failing(wrong, peerClaims(peer), "getsOverItsPeer"))
                .containsExactlyInAnyOrder("that dies between scans", "that dies during scans", "that hangs");
    }

    /** A scan, with the flag that tells whether the backend is closed. */
    @FunctionalInterface
    interface Scan {
        ScanOutcome of(Subject subject, ScanContext context, AtomicBoolean closed);
    }

    static Behaviour scanning(Scan scan) {
        return new Behaviour() {
            @Override
            public ScanOutcome scan(Subject subject, ScanContext context, AtomicBoolean closed) {
                return scan.of(subject, context, closed);
            }
        };
    }

    /** Looks at a configuration, and refuses it or not. */
    @FunctionalInterface
    private interface Check {
        void of(BackendConfiguration configuration) throws BackendUnavailableException;
    }

    private static Behaviour checking(Check check) {
        return new Behaviour() {
            @Override
            public void check(BackendConfiguration configuration) throws BackendUnavailableException {
                check.of(configuration);
            }
        };
    }

    private static Behaviour identity(Supplier<BackendIdentity> supplier) {
        return new Behaviour() {
            @Override
            public BackendIdentity identity() {
                return supplier.get();
            }
        };
    }

    private static int read(Subject subject, byte[] target) {
        return read(subject, 0, target);
    }

    private static int read(Subject subject, long position, byte[] target) {
        try {
            return subject.read(position, target, 0, target.length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
