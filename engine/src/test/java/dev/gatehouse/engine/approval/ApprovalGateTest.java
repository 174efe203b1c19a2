package dev.gatehouse.engine.approval;

import static dev.gatehouse.engine.approval.Lists.TODAY;
import static dev.gatehouse.engine.approval.Lists.acme;
import static dev.gatehouse.engine.approval.Lists.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.gatehouse.engine.approval.Standing.Refusal;
import dev.gatehouse.engine.plugin.Origin;
import dev.gatehouse.spi.Backend;
import dev.gatehouse.spi.BackendConfiguration;
import dev.gatehouse.spi.BackendUnavailableException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApprovalGateTest {

    private static final String ONE = "1".repeat(64);
    private static final String TWO = "2".repeat(64);

    @TempDir
    private Path folder;

    private final ToldBackend.Provider provider = new ToldBackend.Provider("told");
    private final Map<String, Origin> origins = new HashMap<>();
    private final Map<String, List<String>> settings = new HashMap<>();
    private Path program = Path.of("program");

    @BeforeEach
    void writeProgram() throws Exception {
        program = folder.resolve("program");
        Files.writeString(program, "#!/bin/true\n");
    }

    @Test
    void opensWhatIsCovered() throws Exception {
        try (Backend backend = open(acme("from: 2026-06-01", "type: told", "versions: ['>=1.4 <1.5', '2.*']"))) {
            assertThat(backend.identity().vendor()).isEqualTo("Acme");
        }
    }

    @Test
    void opensNothingOfATypeThatNoApprovalNames() throws Exception {
        assertRefused(Refusal.UNCOVERED, "no approval covers the type told", acme("type: other"));
        assertThat(provider.opened).isEmpty();
    }

    @Test
    void closesWhatSaysOfItselfThatItIsSomebodyElse() throws Exception {
        provider.saying("Evil", "Shield", "1.4.6");

        assertRefused(Refusal.UNCOVERED, "it says of itself that it is Evil Shield 1.4.6", acme());
        assertThat(provider.opened).singleElement().matches(backend -> backend.closed);
    }

    @Test
    void vendorAndProductAreTakenAsTheyAreWritten() throws Exception {
        provider.saying("acme", "Shield", "1.4.6");

        assertRefused(Refusal.UNCOVERED, "no approval names that vendor and product", acme());
    }

    @Test
    void closesAVersionThatIsNotApproved() throws Exception {
        assertRefused(
                Refusal.OTHER_VERSION,
                "its version is 1.4.6, and approved are >=1.5 by line 2 (Acme Shield, Order 1)",
                acme("versions: '>=1.5'"));
        assertThat(provider.opened).singleElement().matches(backend -> backend.closed);
    }

    @Test
    void opensNothingWhoseApprovalIsOver() throws Exception {
        assertRefused(
                Refusal.EXPIRED,
                "line 2 (Acme Shield, Order 1) ended with 2026-06-14: have it renewed",
                entry("vendor: Acme", "product: Shield", "order: Order 1", "until: 2026-06-14"));
        assertThat(provider.opened).isEmpty();
    }

    @Test
    void theLastDayCountsWhole() throws Exception {
        open(entry("vendor: Acme", "product: Shield", "order: Order 1", "until: 2026-06-15"))
                .close();
    }

    @Test
    void opensNothingWhoseApprovalHasNotBegun() throws Exception {
        assertRefused(Refusal.NOT_YET_VALID, "does not hold before 2026-06-16: wait", acme("from: 2026-06-16"));
        assertThat(provider.opened).isEmpty();
    }

    @Test
    void opensAProgramWhoseBytesArePinned() throws Exception {
        settings.put("program", List.of(program.toString()));

        open(acme("sha256: {program: [" + ONE + ", " + sha256(program) + "]}")).close();
    }

    @Test
    void opensNoProgramWithOtherBytes() throws Exception {
        settings.put("program", List.of(program.toString()));
        String digest = sha256(program);

        assertRefused(
                Refusal.MISPINNED,
                "the SHA-256 of its program is " + digest + ", and line 2 (Acme Shield, Order 1) pins " + ONE,
                acme("sha256: {program: " + ONE + "}"));
        assertThat(provider.opened).isEmpty();
    }

    @Test
    void seesThatAProgramWasExchanged() throws Exception {
        settings.put("program", List.of(program.toString()));
        GuardedBackends backends = guard(acme("sha256: {program: " + sha256(program) + "}"));
        open(backends).close();

        Files.writeString(program, "#!/bin/else\n");

        assertThat(refusal(() -> open(backends)).refusal()).isEqualTo(Refusal.MISPINNED);
    }

    @Test
    void aPinOfASettingThatIsNotSetOrNoPathRefuses() throws Exception {
        String list = acme("sha256: {program: " + ONE + "}");

        assertRefused(Refusal.MISPINNED, "pins the file of its setting program, which is not set", list);
        settings.put("program", List.of("program"));
        assertRefused(Refusal.MISPINNED, "which is no absolute path", list);
        settings.put("program", List.of(folder.resolve("none").toString()));
        assertRefused(Refusal.MISPINNED, "the file of its setting program cannot be read", list);
    }

    @Test
    void aPluginNeedsAPin() throws Exception {
        origins.put("told", new Origin(folder.resolve("told.jar"), ONE));

        assertRefused(
                Refusal.MISPINNED, "have the plugin's digest put there, as sha256: {plugin: " + ONE + "}", acme());
        assertRefused(Refusal.MISPINNED, "the SHA-256 of its plugin is " + ONE, acme("sha256: {plugin: " + TWO + "}"));
        assertThat(provider.opened).isEmpty();
        open(acme("sha256: {plugin: " + ONE.toUpperCase(Locale.ROOT) + "}")).close();
        open(acme("sha256: {plugin: any}")).close();
    }

    @Test
    void aSettingThatNamesAPluginNeedsAPinAsWell() throws Exception {
        Path jar = folder.resolve("vendor.jar");
        Files.writeString(jar, "classes");
        settings.put("plugin", List.of(jar.toString()));

        assertRefused(Refusal.MISPINNED, "it runs a plugin", acme());
        open(acme("sha256: {plugin: " + sha256(jar) + "}")).close();
    }

    @Test
    void whatIsPinnedForOneVendorIsNotAnother() throws Exception {
        origins.put("told", new Origin(folder.resolve("told.jar"), ONE));
        String others = entry(
                "vendor: Other",
                "product: Blade",
                "order: Order 2",
                "until: 2026-12-31",
                "sha256: {plugin: " + ONE + "}");

        assertRefused(
                Refusal.MISPINNED,
                "what is pinned by line 2 (Other Blade, Order 2) says of itself that it is Acme Shield",
                others,
                acme("sha256: {plugin: any}"));
        assertThat(provider.opened).singleElement().matches(backend -> backend.closed);
    }

    @Test
    void pluginsThatNobodyPinsAreNotLoaded() throws Exception {
        Origin known = new Origin(folder.resolve("a.jar"), ONE);
        Origin strange = new Origin(folder.resolve("b.jar"), TWO);
        ApprovalGate gate = gate(acme("sha256: {plugin: " + ONE + "}"), acme());

        assertThat(gate.admission().refusal(known)).isEmpty();
        assertThat(gate.admission().refusal(strange))
                .get()
                .asString()
                .contains("its SHA-256 is " + TWO, "have it approved, or remove it");
        assertThat(gate(acme("from: 2026-07-01", "sha256: {plugin: " + ONE + "}"))
                        .admission()
                        .refusal(known))
                .get()
                .asString()
                .contains("is not approved now", "holds from 2026-07-01 until 2026-12-31");
    }

    @Test
    void approvalsThatFollowOneAnotherCoverToTheEndOfTheLast() throws Exception {
        GuardedBackends backends = guard(
                acme(),
                entry(
                        "vendor: Acme",
                        "product: [Shield, Sword]",
                        "order: Order 2",
                        "from: 2027-01-01",
                        "until: 2027-12-31"));
        try (Backend backend = open(backends)) {
            Standing standing = backends.coverage("told", configuration()).standing(backend.identity(), TODAY);

            assertThat(standing)
                    .isInstanceOfSatisfying(
                            Standing.Covered.class,
                            covered -> assertThat(covered.text()).isEqualTo("until 2027-12-31 (Order 1)"));
        }
    }

    private ApprovalGate gate(String... entries) throws Exception {
        return new ApprovalGate(new Lists(folder).of(entries), InstantSource.fixed(TODAY));
    }

    private GuardedBackends guard(String... entries) throws Exception {
        return gate(entries).over(List.of(provider), origins);
    }

    private Backend open(String... entries) throws Exception {
        return open(guard(entries));
    }

    private Backend open(GuardedBackends backends) throws BackendUnavailableException {
        return backends.providers().getFirst().open(configuration());
    }

    private BackendConfiguration configuration() {
        return new BackendConfiguration("gate", settings);
    }

    private void assertRefused(Refusal refusal, String message, String... entries) throws Exception {
        GuardedBackends backends = guard(entries);
        NotApprovedException refused = refusal(() -> open(backends));
        assertThat(refused)
                .hasMessageStartingWith("backend gate is not approved: ")
                .hasMessageContaining(message);
        assertThat(refused.refusal()).isEqualTo(refusal);
    }

    private static NotApprovedException refusal(ThrowingCallable opening) {
        BackendUnavailableException thrown = catchThrowableOfType(BackendUnavailableException.class, opening);
        assertThat(thrown.getCause()).isInstanceOf(NotApprovedException.class).hasMessage(thrown.getMessage());
        return (NotApprovedException) Objects.requireNonNull(thrown.getCause());
    }

    private static String sha256(Path file) throws Exception {
        return Ed25519.sha256(Files.readAllBytes(file));
    }
}
