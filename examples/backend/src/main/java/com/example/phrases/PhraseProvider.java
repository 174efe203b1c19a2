package com.example.phrases;

import dev.gatehouse.spi.*;
import java.io.*;
import java.nio.file.*;
import java.util.*;

/** Opens {@link PhraseBackend}s. Named in META-INF/services, where the gate looks for it. */
public final class PhraseProvider implements BackendProvider {
    @Override
    public String type() {
        return "phrases";
    }

    @Override
    public List<ConfigurationKey> configurationKeys() {
        return List.of(new ConfigurationKey("file", "what is looked for, a line each, in ASCII: NAME = PHRASE", false));
    }

    @Override
    public Backend open(BackendConfiguration settings) throws BackendUnavailableException {
        String file = settings.value("file").orElse("");
        Properties phrases = new Properties();
        try (Reader reader = Files.newBufferedReader(Path.of(file))) {
            phrases.load(reader);
            return new PhraseBackend(phrases, Files.getLastModifiedTime(Path.of(file)).toInstant());
        } catch (IOException | IllegalArgumentException e) {
            throw new BackendUnavailableException(settings.name() + ": set file to phrases, not to '" + file + "': " + e);
        }
    }
}
