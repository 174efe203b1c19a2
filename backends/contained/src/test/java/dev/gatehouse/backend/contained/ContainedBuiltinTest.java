package dev.gatehouse.backend.contained;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.spi.Finding;
import dev.gatehouse.spi.ScanOutcome;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The house matcher, contained. */
class ContainedBuiltinTest {

    @TempDir
    private Path folder;

    private static MemorySubject eicar() {
        String first = "X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-";
        return MemorySubject.of((first + "STANDARD-ANTIVIRUS-TEST-FILE!$H+H*").getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void findsWhatItFindsUncontained() throws Exception {
        Path signatures = Files.writeString(folder.resolve("my.ndb"), "My.Word:0:*:68656c6c6f20776f726c64\n");
        byte[] large = new byte[20 << 20];
        new Random(3).nextBytes(large);
        System.arraycopy("hello world".getBytes(StandardCharsets.US_ASCII), 0, large, 19 << 20, 11);
        try (ContainedBackend backend =
                Rig.open(new ContainedProvider(), "builtin", "with.signatures", signatures.toString())) {
            assertThat(backend.identity().product()).isEqualTo("Gatehouse builtin");
            assertThat(Rig.scan(backend, eicar()))
                    .isInstanceOfSatisfying(
                            ScanOutcome.Infected.class,
                            infected -> assertThat(infected.findings())
                                    .extracting(Finding::name)
                                    .contains("Eicar-Test-Signature"));
            assertThat(Rig.scan(backend, MemorySubject.of(large)))
                    .isInstanceOfSatisfying(
                            ScanOutcome.Infected.class,
                            infected -> assertThat(
                                            infected.findings().getFirst().offset())
                                    .hasValue(19 << 20));
            assertThat(Rig.scan(backend, MemorySubject.of(new byte[100]))).isEqualTo(new ScanOutcome.Clean());
        }
    }

    @Test
    void aPartWithinATrustedFileIsTrusted() throws Exception {
        MemorySubject outer = MemorySubject.of("a container".getBytes(StandardCharsets.US_ASCII));
        String digest = java.util.HexFormat.of().formatHex(outer.digest(dev.gatehouse.spi.DigestAlgorithm.SHA256));
        Path trusted = Files.writeString(folder.resolve("trusted.sfp"), digest + ":" + outer.size() + ":Fine\n");
        try (ContainedBackend backend =
                Rig.open(new ContainedProvider(), "builtin", "with.signatures", trusted.toString())) {
            assertThat(Rig.scan(backend, eicar().in(outer, "test.com"))).isEqualTo(new ScanOutcome.Clean());
        }
    }

    @Test
    void signaturesThatAreMissingAreNamed() {
        org.assertj.core.api.Assertions.assertThatThrownBy(
                        () -> Rig.open(new ContainedProvider(), "builtin", "with.signatures", folder + "/none.ndb"))
                .hasMessageContaining("none.ndb");
    }
}
