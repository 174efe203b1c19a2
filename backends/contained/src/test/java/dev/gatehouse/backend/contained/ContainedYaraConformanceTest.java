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
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The conformance kit with the installed libyara contained, and rules that nobody vouches for. */
class ContainedYaraConformanceTest extends BackendConformance {

    private static final String MANY = "hook and eye, lock and key";

    @TempDir
    static Path folder;

    private static Path rules;

    @BeforeAll
    static void writeRules() throws IOException {
        rules = Files.writeString(folder.resolve("test.yar"), """
                rule Test_File { strings: $a = "ANTIVIRUS-TEST" condition: $a at 43 and filesize < 128 }
                rule Test_Hook { strings: $a = "hook and eye" condition: $a }
                rule Test_Lock { strings: $a = "lock and key" condition: $a }
                """);
    }

    @Override
    protected BackendProvider provider() {
        return new ContainedProvider();
    }

    @Override
    protected BackendConfiguration configuration() {
        return new BackendConfiguration(
                "contained rules",
                Map.of("type", List.of("yara"), "children", List.of("4"), "with.rules", List.of(rules.toString())));
    }

    @Override
    protected Claims claims() {
        return Claims.detects(Sample.eicar("Test_File"))
                .withManyNames(Sample.of(MANY.getBytes(StandardCharsets.US_ASCII), "Test_Hook", "Test_Lock"))
                .refuses("with.rules", folder.resolve("absent.yar").toString())
                .refuses("with.external", "no value");
    }
}
