package dev.gatehouse.tck;

import dev.gatehouse.spi.Backend;
import dev.gatehouse.spi.BackendConfiguration;
import dev.gatehouse.spi.BackendProvider;
import dev.gatehouse.spi.BackendUnavailableException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The conformance kit: extend this class with its three methods and run it with JUnit. Each test opens a backend of its
 * own and closes it. What a backend needs (a daemon, signature files) the extending class makes ready, as in any JUnit
 * test.
 */
public abstract class BackendConformance {

    @TempDir
    private Path folder;

    private Bench bench;

    /** Tests are made by extending the kit. */
    @SuppressWarnings("NullAway.Init") // JUnit fills the fields
    protected BackendConformance() {}

    /** The provider under test. */
    protected abstract BackendProvider provider();

    /** Settings with which a backend opens and detects what {@link #claims} says. */
    protected abstract BackendConfiguration configuration();

    /** What is said of the backend, for the kit to check. */
    protected abstract Claims claims();

    @BeforeEach
    final void openBackend() throws Exception {
        bench = new Bench(open(), claims(), folder);
    }

    @AfterEach
    final void closeBackend() {
        bench.backend().close();
    }

    private Backend open() throws BackendUnavailableException {
        return provider().open(configuration());
    }

    private DetectionChecks detection() {
        return new DetectionChecks(bench);
    }

    private TimeChecks time() {
        return new TimeChecks(bench);
    }

    private CrowdChecks crowd() {
        return new CrowdChecks(bench);
    }

    private IdentityChecks identity() {
        return new IdentityChecks(bench);
    }

    private ConfigurationChecks settings() {
        return new ConfigurationChecks(provider(), configuration());
    }

    @Test
    final void findsAnInfectedSample() throws Exception {
        detection().sampleInMemory();
    }

    @Test
    final void findsAnInfectedSampleOnAVirtualThread() throws Exception {
        detection().sampleOnVirtualThread();
    }

    @Test
    final void findsAnInfectedFileAndLeavesItAsItIs() throws Exception {
        detection().sampleOnDisk();
    }

    @Test
    final void findsAnInfectedMemberOfAContainer() throws Exception {
        detection().sampleInContainer();
    }

    @Test
    final void findsEveryNameIfItSaysThatItReportsAllMatches() throws Exception {
        detection().everyNameWhenAllMatchesAreWanted();
    }

    @Test
    final void findsAnInfectedMemberOfAZipIfItSaysThatItUnpacks() throws Exception {
        detection().sampleInZipWhenItUnpacks();
    }

    @Test
    final void judgesTheBytesWhateverTheirName() throws Exception {
        detection().hostileNames();
    }

    @Test
    final void findsTheSameInTheSameBytesEveryTime() throws Exception {
        detection().sameEveryTime();
    }

    @Test
    final void namesNoPlaceOutsideTheSubject() throws Exception {
        detection().placesInside();
    }

    @Test
    final void callsOrdinaryFilesClean() throws Exception {
        detection().ordinaryFiles();
    }

    @Test
    final void callsAnEmptySubjectClean() throws Exception {
        detection().emptySubject();
    }

    @Test
    final void neverCallsCleanWhatItCouldNotRead() throws Exception {
        detection().unreadableSubject();
    }

    @Test
    final void hasAnOutcomeForRandomBytes() throws Exception {
        detection().randomBytes();
    }

    @Test
    final void judgesAHugeSubjectInLittleMemory() throws Exception {
        time().hugeInMemory();
    }

    @Test
    final void judgesAHugeFileInLittleMemory() throws Exception {
        time().hugeOnDisk();
    }

    @Test
    final void keepsToTheDeadlineOfASlowSubject() throws Exception {
        time().deadlineOfSlowSubject();
    }

    @Test
    final void keepsToTheDeadlineOfAHugeSubject() throws Exception {
        time().deadlineOfHugeSubject();
    }

    @Test
    final void returnsAtOnceWhenTheDeadlineIsOverAlready() throws Exception {
        time().deadlineOverAlready();
    }

    @Test
    final void endsAScanOfASlowSubjectSoonAfterItIsCancelled() throws Exception {
        time().cancellationOfSlowSubject();
    }

    @Test
    final void endsAScanOfAHugeSubjectSoonAfterItIsCancelled() throws Exception {
        time().cancellationOfHugeSubject();
    }

    @Test
    final void givesEachOfSixteenThreadsItsOwnAnswer() throws Exception {
        crowd().manyThreads();
    }

    @Test
    final void endsRunningScansWithAnOutcomeWhenItIsClosed() throws Exception {
        crowd().closeDuringScans();
    }

    @Test
    final void saysThatItIsClosedOnceItIs() throws Exception {
        crowd().closed();
    }

    @Test
    final void sharesNothingWithAnotherThatIsClosed() throws Exception {
        crowd().closingOneLeavesAnother(this::open);
    }

    @Test
    final void saysWhoItIs() {
        identity().complete();
    }

    @Test
    final void remarksInSingleLines() {
        identity().remarks();
    }

    @Test
    final void isTheSameAfterAScan() throws Exception {
        identity().steady();
    }

    @Test
    final void isReadyOnceItIsOpen() {
        identity().ready();
    }

    @Test
    final void isFoundAsAService() {
        IdentityChecks.service(provider());
    }

    @Test
    final void declaresItsKeys() {
        settings().declaredKeys();
    }

    @Test
    final void refusesAKeyThatItDoesNotKnowOnlyInWords() {
        settings().unknownKey();
    }

    @Test
    final void namesAKeyThatIsMissing() {
        settings().missingKeys();
    }

    @Test
    final void refusesWrongValues() {
        settings().refused(claims().refused());
    }

    @Test
    final void refusesNonsenseOnlyInWords() {
        settings().nonsense();
    }

    /** None for a backend that has no peer. */
    @TestFactory
    final List<DynamicTest> getsOverItsPeer() {
        List<DynamicTest> tests = new ArrayList<>();
        claims().peer().ifPresent(peer -> {
            PeerChecks checks = new PeerChecks(bench, peer);
            tests.add(DynamicTest.dynamicTest("that dies between scans", checks::diesBetweenScans));
            tests.add(DynamicTest.dynamicTest("that dies during scans", checks::diesDuringScans));
            if (peer.freezes()) {
                tests.add(DynamicTest.dynamicTest("that hangs", checks::hangs));
            }
        });
        return tests;
    }
}
