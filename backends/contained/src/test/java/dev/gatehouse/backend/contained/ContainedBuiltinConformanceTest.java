package dev.gatehouse.backend.contained;

import dev.gatehouse.spi.BackendConfiguration;
import dev.gatehouse.spi.BackendProvider;
import dev.gatehouse.tck.BackendConformance;
import dev.gatehouse.tck.Claims;
import dev.gatehouse.tck.Sample;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The conformance kit with the house matcher contained. */
class ContainedBuiltinConformanceTest extends BackendConformance {

    private static final String MANY = "hook and eye, lock and key";

    @TempDir
    static Path folder;

    private static Path signatures;

    @BeforeAll
    static void writeSignatures() throws IOException {
        signatures = Files.writeString(
                folder.resolve("test.ndb"),
                "Test.Hook:0:*:" + hex("hook and eye") + "\n" + "Test.Lock:0:*:" + hex("lock and key") + "\n");
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    protected BackendProvider provider() {
        return new ContainedProvider();
    }

    @Override
    protected BackendConfiguration configuration() {
        return new BackendConfiguration(
                "contained house",
                Map.of(
                        "type",
                        List.of("builtin"),
                        "children",
                        List.of("4"),
                        "with.signatures",
                        List.of(signatures.toString())));
    }

    @Override
    protected Claims claims() {
        return Claims.detects(Sample.eicar("Eicar-Test-Signature"))
                .withManyNames(Sample.of(MANY.getBytes(StandardCharsets.US_ASCII), "Test.Hook", "Test.Lock"))
                .refuses("memory", "12m")
                .refuses("cpu", "0")
                .refuses("children", "65")
                .refuses("require", "no-gravity")
                .refuses("type", "unheard-of");
    }
}
