package com.example.phrases;

import dev.gatehouse.spi.BackendConfiguration;
import dev.gatehouse.spi.BackendProvider;
import dev.gatehouse.tck.BackendConformance;
import dev.gatehouse.tck.Claims;
import dev.gatehouse.tck.Sample;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The kit, and what it needs to know of this backend. */
class PhraseConformanceTest extends BackendConformance {

    private static final Sample SAMPLE = Sample.of(
            "open sesame, said the wolf".getBytes(StandardCharsets.US_ASCII), "Example.Sesame", "Example.Wolf");

    @Override
    protected BackendProvider provider() {
        return new PhraseProvider();
    }

    @Override
    protected BackendConfiguration configuration() {
        String file = Path.of("src/test/phrases.properties").toString();
        return new BackendConfiguration("phrases", Map.of("file", List.of(file)));
    }

    @Override
    protected Claims claims() {
        return Claims.detects(SAMPLE).withManyNames(SAMPLE).refuses("file", "no-such.properties");
    }
}
