package dev.gatehouse.backend.builtin;

import dev.gatehouse.signatures.DatabaseCache;
import dev.gatehouse.signatures.Diagnostic;
import dev.gatehouse.signatures.ReadProgress;
import dev.gatehouse.signatures.SignatureDatabase;
import dev.gatehouse.signatures.SignatureFiles;
import dev.gatehouse.signatures.SignatureSources;
import dev.gatehouse.signatures.SourceSummary;
import dev.gatehouse.spi.Backend;
import dev.gatehouse.spi.BackendConfiguration;
import dev.gatehouse.spi.BackendIdentity;
import dev.gatehouse.spi.BackendProvider;
import dev.gatehouse.spi.BackendUnavailableException;
import dev.gatehouse.spi.Capability;
import dev.gatehouse.spi.ConfigurationKey;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/** Opens the house matcher with signatures from files and folders. */
public final class BuiltinProvider implements BackendProvider {

    private static final String SIGNATURES = "signatures";
    private static final String BUNDLED = "bundled";
    private static final String DETECT_PUA = "detect-pua";
    private static final String SKIP_BAD = "skip-bad-signatures";
    private static final String CACHE_FOLDER = "cache-folder";

    private static final String VERSION = "version.properties";
    private static final int DIAGNOSTICS_SHOWN = 10;

    /** For {@link java.util.ServiceLoader}. */
    public BuiltinProvider() {}

    @Override
    public String type() {
        return "builtin";
    }

    @Override
    public List<ConfigurationKey> configurationKeys() {
        return List.of(
                new ConfigurationKey(SIGNATURES, "a signature file, compiled or text, or a folder of text ones", true),
                new ConfigurationKey(
                        BUNDLED,
                        "whether the signatures that come with Gatehouse count: true (default) or false;"
                                + " a compiled file holds them or not, as it was built",
                        false),
                new ConfigurationKey(
                        CACHE_FOLDER,
                        "where compiled copies of large text databases are kept; without it, nowhere",
                        false),
                new ConfigurationKey(
                        DETECT_PUA,
                        "whether signatures of potentially unwanted applications count: true or false (default)",
                        false),
                new ConfigurationKey(
                        SKIP_BAD,
                        "whether lines that cannot be read are skipped: true; or refused: false (default)",
                        false));
    }

    @Override
    public Backend open(BackendConfiguration configuration) throws BackendUnavailableException {
        List<Path> paths = paths(configuration, SIGNATURES);
        boolean bundled = flag(configuration, BUNDLED, true);
        boolean detectPua = flag(configuration, DETECT_PUA, false);
        // a wrong value is refused also where it would not be needed this time
        flag(configuration, SKIP_BAD, false);
        paths(configuration, CACHE_FOLDER);
        List<SignatureDatabase> databases = new ArrayList<>();
        try {
            SignatureFiles files = SignatureFiles.of(paths, bundled, detectPua);
            for (Path compiled : files.compiled()) {
                databases.add(SignatureDatabase.open(compiled));
            }
            if (files.texts().isPresent()) {
                databases.add(compiled(configuration, files.texts().get()));
            }
        } catch (IOException e) {
            throw new BackendUnavailableException(
                    configuration.name() + ": signatures cannot be read: " + message(e), e);
        }
        return new BuiltinBackend(identity(databases), databases);
    }

    private static String message(IOException e) {
        return e instanceof FileSystemException && e.getMessage() == null
                ? e.toString()
                : String.valueOf(e.getMessage());
    }

    private static SignatureDatabase compiled(BackendConfiguration configuration, SignatureSources sources)
            throws IOException, BackendUnavailableException {
        Optional<String> folder = configuration.value(CACHE_FOLDER);
        if (folder.isPresent() && DatabaseCache.isWorth(sources)) {
            DatabaseCache.Compiled compiled =
                    new DatabaseCache(Path.of(folder.get())).compiled(sources, ReadProgress.NONE);
            if (compiled.summary().isPresent()) {
                check(configuration, compiled.summary().get());
            }
            return compiled.database();
        }
        SignatureDatabase.Compiler compiler = SignatureDatabase.compiler();
        check(configuration, sources.read(compiler));
        return compiler.compile();
    }

    private static void check(BackendConfiguration configuration, SourceSummary summary)
            throws BackendUnavailableException {
        if (!summary.isComplete() && !flag(configuration, SKIP_BAD, false)) {
            throw new BackendUnavailableException(refusal(configuration, summary));
        }
    }

    private static List<Path> paths(BackendConfiguration configuration, String key) throws BackendUnavailableException {
        List<Path> paths = new ArrayList<>();
        for (String value : configuration.all(key)) {
            if (value.isBlank()) {
                throw new BackendUnavailableException(
                        configuration.name() + ": " + key + " is blank: name a path, or leave the key out");
            }
            try {
                paths.add(Path.of(value));
            } catch (InvalidPathException e) {
                throw new BackendUnavailableException(
                        configuration.name() + ": " + key + " is not a path: " + e.getMessage(), e);
            }
        }
        return paths;
    }

    private static boolean flag(BackendConfiguration configuration, String key, boolean otherwise)
            throws BackendUnavailableException {
        Optional<String> value = configuration.value(key);
        if (value.isEmpty()) {
            return otherwise;
        }
        return switch (value.get()) {
            case "true" -> true;
            case "false" -> false;
            default ->
                throw new BackendUnavailableException(
                        configuration.name() + ": " + key + " must be true or false, not " + value.get());
        };
    }

    private static String refusal(BackendConfiguration configuration, SourceSummary summary) {
        StringBuilder text = new StringBuilder()
                .append(configuration.name())
                .append(": ")
                .append(summary.errors())
                .append(" signature lines cannot be read; mend them, or skip them with ")
                .append(SKIP_BAD);
        summary.diagnostics().stream()
                .filter(diagnostic -> diagnostic.severity() == Diagnostic.Severity.ERROR)
                .limit(DIAGNOSTICS_SHOWN)
                .forEach(diagnostic -> text.append('\n').append(diagnostic.render()));
        return text.toString();
    }

    private static BackendIdentity identity(List<SignatureDatabase> databases) {
        return new BackendIdentity(
                "Gatehouse",
                "Gatehouse builtin",
                version(),
                Long.toString(
                        databases.stream().mapToLong(SignatureDatabase::size).sum()),
                Optional.empty(),
                Set.of(Capability.MATCHES_PARTS, Capability.ALL_MATCHES));
    }

    private static String version() {
        try (InputStream stream = BuiltinProvider.class.getResourceAsStream(VERSION)) {
            if (stream == null) {
                throw new IllegalStateException("the build left out " + VERSION);
            }
            Properties properties = new Properties();
            properties.load(stream);
            return properties.getProperty("version", "unknown");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
