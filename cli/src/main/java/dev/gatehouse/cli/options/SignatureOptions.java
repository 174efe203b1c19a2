package dev.gatehouse.cli.options;

import dev.gatehouse.cli.walk.FileName;
import dev.gatehouse.engine.LineupEntry;
import dev.gatehouse.engine.house.UsualSignatures;
import dev.gatehouse.signatures.DatabaseCache;
import dev.gatehouse.signatures.ReadProgress;
import dev.gatehouse.signatures.SignatureFiles;
import dev.gatehouse.signatures.SignatureSources;
import dev.gatehouse.spi.BackendConfiguration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is looked for. */
public final class SignatureOptions {

    private static final String BUNDLED = "bundled";
    private static final String PUA = "detect-pua";

    @Option(
            names = {"-d", "--signatures", "--database"},
            paramLabel = "PATH",
            description = "Signatures: a file, or a folder of them. Repeatable."
                    + " Without it, /var/lib/clamav is used where it holds any.")
    private List<String> paths = new ArrayList<>();

    @Option(
            names = "--bundled",
            negatable = true,
            fallbackValue = "true",
            description = "Use the signatures that come with Gatehouse (default: yes).")
    private @Nullable Boolean bundled;

    @Option(names = "--detect-pua", description = "Also look for programs that are possibly unwanted.")
    private boolean pua;

    @Option(
            names = "--skip-bad-signatures",
            description = "Go on without signatures that cannot be read. Otherwise one of them is an error.")
    private boolean skipBad;

    @Option(
            names = "--signature-cache",
            paramLabel = "FOLDER",
            description = "Where compiled copies of large signature files are kept"
                    + " (default: gatehouse/signatures in $XDG_CACHE_HOME or ~/.cache).")
    private @Nullable String cacheFolder;

    @Option(names = "--no-signature-cache", description = "Compile signature files anew, and keep no copy.")
    private boolean noCacheFolder;

    /** Made by picocli. */
    public SignatureOptions() {}

    /**
     * A configured backend with what the command line says of signatures, where it is the built-in matcher; what neither
     * says is as usual.
     */
    public LineupEntry over(LineupEntry configured) {
        if (!configured.type().equals(UsualSignatures.BUILTIN)) {
            return configured;
        }
        BackendConfiguration before = configured.configuration();
        Map<String, List<String>> values = new TreeMap<>(before.values());
        if (!paths.isEmpty()) {
            values.put(
                    UsualSignatures.SIGNATURES,
                    paths.stream().map(FileName::path).map(Path::toString).toList());
        }
        values.computeIfAbsent(UsualSignatures.SIGNATURES, _ -> UsualSignatures.systemFolder());
        if (bundled != null) {
            values.put(BUNDLED, List.of(Boolean.toString(bundled)));
        }
        if (pua) {
            values.put(PUA, List.of("true"));
        }
        if (skipBad) {
            values.put("skip-bad-signatures", List.of("true"));
        }
        if (noCacheFolder) {
            values.remove(UsualSignatures.CACHE_FOLDER);
        } else if (cacheFolder != null) {
            values.put(
                    UsualSignatures.CACHE_FOLDER,
                    List.of(FileName.path(cacheFolder).toString()));
        } else {
            values.computeIfAbsent(
                    UsualSignatures.CACHE_FOLDER,
                    _ -> List.of(UsualSignatures.userCache().toString()));
        }
        return new LineupEntry(
                UsualSignatures.BUILTIN, configured.role(), new BackendConfiguration(before.name(), values));
    }

    /**
     * Fills the cache for a backend, where it is the built-in matcher, so that it opens without waiting. What goes wrong
     * here goes wrong again when the lineup is opened, and is told there.
     */
    public void prepare(LineupEntry entry, ReadProgress progress) {
        BackendConfiguration configuration = entry.configuration();
        Optional<String> folder = configuration.value(UsualSignatures.CACHE_FOLDER);
        if (!entry.type().equals(UsualSignatures.BUILTIN) || folder.isEmpty()) {
            return;
        }
        try {
            Optional<SignatureSources> texts = SignatureFiles.of(
                            configuration.all(UsualSignatures.SIGNATURES).stream()
                                    .map(Path::of)
                                    .toList(),
                            !configuration.value(BUNDLED).equals(Optional.of("false")),
                            configuration.value(PUA).equals(Optional.of("true")))
                    .texts();
            if (texts.isPresent() && DatabaseCache.isWorth(texts.get())) {
                new DatabaseCache(Path.of(folder.get())).compiled(texts.get(), progress);
            }
        } catch (IOException | UncheckedIOException ignored) {
            // the lineup tells
        }
    }
}
