package dev.gatehouse.backend.yara;

import dev.gatehouse.spi.Backend;
import dev.gatehouse.spi.BackendConfiguration;
import dev.gatehouse.spi.BackendIdentity;
import dev.gatehouse.spi.BackendProvider;
import dev.gatehouse.spi.BackendUnavailableException;
import dev.gatehouse.spi.Capability;
import dev.gatehouse.spi.ConfigurationKey;
import java.io.IOException;
import java.lang.System.Logger;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Opens libyara with rules from files and folders. */
public final class YaraProvider implements BackendProvider {

    private static final Logger LOGGER = System.getLogger("dev.gatehouse.backend.yara");
    private static final int WARNINGS_SHOWN = 5;
    private static final int DIGEST_SHOWN = 16;

    /** For {@link java.util.ServiceLoader}. */
    public YaraProvider() {}

    @Override
    public String type() {
        return "yara";
    }

    @Override
    public List<ConfigurationKey> configurationKeys() {
        return YaraSettings.keys();
    }

    @Override
    public Backend open(BackendConfiguration configuration) throws BackendUnavailableException {
        YaraSettings settings = YaraSettings.of(configuration);
        try {
            RuleSources sources = RuleSources.of(settings.rules());
            if (sources.isEmpty()) {
                throw new BackendUnavailableException(
                        settings.name() + ": there is no file of rules in " + settings.rules());
            }
            return open(settings, sources);
        } catch (RuleException e) {
            throw new BackendUnavailableException(settings.name() + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new BackendUnavailableException(settings.name() + ": rules cannot be read: " + message(e), e);
        }
    }

    private static Backend open(YaraSettings settings, RuleSources sources)
            throws BackendUnavailableException, RuleException, IOException {
        RuleLoader.Loaded loaded = RuleLoader.load(settings, sources);
        try {
            YaraLayout layout = LayoutProbe.probe(loaded.library(), YaraLayout.KNOWN);
            BackendIdentity identity = identity(loaded, layout, newest(sources));
            warn(settings.name(), loaded.warnings());
            return new YaraBackend(
                    identity,
                    new ScannerPool(
                            loaded.library(),
                            new MatchReader(layout, settings.maxOccurrences()),
                            loaded.rules(),
                            settings.temporaryFolder()),
                    loaded.mayBeSlow() ? settings.limits().neverInPlace() : settings.limits());
        } catch (BackendUnavailableException | IOException | RuntimeException e) {
            loaded.rules().forEach(NativeRules::close);
            throw e;
        }
    }

    private static BackendIdentity identity(RuleLoader.Loaded loaded, YaraLayout layout, Optional<Instant> time) {
        int count = loaded.rules().stream().mapToInt(each -> each.count(layout)).sum();
        return new BackendIdentity(
                "VirusTotal",
                "YARA",
                layout.version(),
                count
                        + (count == 1 ? " rule, sha256 " : " rules, sha256 ")
                        + loaded.digest().substring(0, DIGEST_SHOWN),
                time,
                Set.of(Capability.MATCHES_PARTS, Capability.ALL_MATCHES));
    }

    /** When the newest file of rules was written: rules themselves have no date. */
    private static Optional<Instant> newest(RuleSources sources) throws IOException {
        Optional<Instant> newest = Optional.empty();
        List<Path> files = Stream.concat(sources.texts().stream().map(RuleSource::path), sources.compiled().stream())
                .toList();
        for (Path file : files) {
            Instant time = Files.getLastModifiedTime(file).toInstant();
            newest = newest.isEmpty() || newest.get().isBefore(time) ? Optional.of(time) : newest;
        }
        return newest;
    }

    private static void warn(String name, List<String> warnings) {
        if (warnings.isEmpty()) {
            return;
        }
        StringBuilder text = new StringBuilder()
                .append(name)
                .append(": the compiler of YARA warns of ")
                .append(warnings.size())
                .append(warnings.size() == 1 ? " rule" : " rules");
        warnings.stream()
                .limit(WARNINGS_SHOWN)
                .forEach(warning -> text.append('\n').append(warning));
        if (warnings.size() > WARNINGS_SHOWN) {
            text.append("\nand of ").append(warnings.size() - WARNINGS_SHOWN).append(" more");
        }
        LOGGER.log(Logger.Level.WARNING, text.toString());
    }

    private static String message(IOException e) {
        return e instanceof FileSystemException && e.getMessage() == null
                ? e.toString()
                : String.valueOf(e.getMessage());
    }
}
