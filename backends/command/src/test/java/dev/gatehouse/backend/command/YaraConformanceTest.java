package dev.gatehouse.backend.command;

import dev.gatehouse.spi.BackendConfiguration;
import dev.gatehouse.spi.BackendProvider;
import dev.gatehouse.tck.BackendConformance;
import dev.gatehouse.tck.Claims;
import dev.gatehouse.tck.Sample;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Debian's yara, given one path after the other. */
class YaraConformanceTest extends BackendConformance {

    private static final String MANY = "hook and eye, lock and key";

    @TempDir
    static Path folder;

    private static Path rules;

    @BeforeAll
    static void writeRules() throws IOException {
        rules = Files.writeString(folder.resolve("rules.yar"), """
                rule Eicar { strings: $a = "EICAR" ascii $b = "-STANDARD-" ascii condition: $a and $b }
                rule Hook { strings: $a = "hook and eye" condition: $a }
                rule Lock { strings: $a = "lock and key" condition: $a }
                """);
    }

    @Override
    protected BackendProvider provider() {
        return new CommandProvider();
    }

    @Override
    protected BackendConfiguration configuration() {
        return new BackendConfiguration(
                "guard",
                Map.of(
                        "profile", List.of("yara"),
                        "argument", List.of(rules.toString()),
                        "signature-file", List.of(rules.toString())));
    }

    @Override
    protected Claims claims() {
        return Claims.detects(Sample.eicar("Eicar"))
                .withManyNames(Sample.of(MANY.getBytes(StandardCharsets.US_ASCII), "Hook", "Lock"))
                .withPatience(Duration.ofSeconds(20))
                .withScans(64)
                .refuses("largest-copy-mib", "0");
    }
}
