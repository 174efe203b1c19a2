package dev.gatehouse.backend.builtin;

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

/** The house matcher, with the signatures that come with it and two of the test's own. */
class BuiltinConformanceTest extends BackendConformance {

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
        return new BuiltinProvider();
    }

    @Override
    protected BackendConfiguration configuration() {
        return new BackendConfiguration("house", Map.of("signatures", List.of(signatures.toString())));
    }

    @Override
    protected Claims claims() {
        return Claims.detects(Sample.eicar("Eicar-Test-Signature"))
                .withManyNames(Sample.of(MANY.getBytes(StandardCharsets.US_ASCII), "Test.Hook", "Test.Lock"))
                .refuses("signatures", folder.resolve("absent.ndb").toString())
                .refuses("bundled", "perhaps")
                .refuses("detect-pua", "1")
                .refuses("skip-bad-signatures", "yes");
    }
}
