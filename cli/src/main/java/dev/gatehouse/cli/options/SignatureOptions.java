package dev.gatehouse.cli.options;

import dev.gatehouse.cli.walk.FileName;
import dev.gatehouse.engine.LineupEntry;
import dev.gatehouse.engine.Role;
import dev.gatehouse.signatures.DatabaseCache;
import dev.gatehouse.signatures.ReadProgress;
import dev.gatehouse.signatures.SignatureFiles;
import dev.gatehouse.signatures.SignatureSources;
import dev.gatehouse.spi.BackendConfiguration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is looked for. */
public final class SignatureOptions {

    /** Where ClamAV's updater puts its databases on Debian, Fedora and most others. */
    private static final Path SYSTEM_FOLDER = Path.of("/var/lib/clamav");

    private static final Set<String> READABLE = Set.of("cvd", "cld", "hdb", "hsb", "mdb", "msb", "ndb");

    @Option(
            names = {"-d", "--signatures", "--database"},
            paramLabel = "PATH",
            description = "Signatures: a file, or a folder of them. Repeatable."
                    + " Without it, /var/lib/clamav is used where it holds any.")
    private List<String> paths = new ArrayList<>();

    @Option(
            names = "--bundled",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Use the signatures that come with Gatehouse (default: yes).")
    private boolean bundled;

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

    /** The lineup: the built-in matcher with these signatures. */
    public List<LineupEntry> lineup() {
        Map<String, List<String>> values = new TreeMap<>();
        values.put("bundled", List.of(Boolean.toString(bundled)));
        values.put("signatures", sources());
        values.put("detect-pua", List.of(Boolean.toString(pua)));
        values.put("skip-bad-signatures", List.of(Boolean.toString(skipBad)));
        cacheFolder().ifPresent(folder -> values.put("cache-folder", List.of(folder.toString())));
        return List.of(new LineupEntry("builtin", Role.PRIMARY, new BackendConfiguration("builtin", values)));
    }

    /**
     * Fills the cache for this lineup, so that it opens without waiting. What goes wrong here goes wrong again when the
     * lineup is opened, and is told there.
     */
    public void prepare(ReadProgress progress) {
        Optional<Path> folder = cacheFolder();
        if (folder.isEmpty()) {
            return;
        }
        try {
            Optional<SignatureSources> texts = SignatureFiles.of(
                            sources().stream().map(Path::of).toList(), bundled, pua)
                    .texts();
            if (texts.isPresent() && DatabaseCache.isWorth(texts.get())) {
                new DatabaseCache(folder.get()).compiled(texts.get(), progress);
            }
        } catch (IOException | UncheckedIOException ignored) {
            // the lineup tells
        }
    }

    private Optional<Path> cacheFolder() {
        if (noCacheFolder) {
            return Optional.empty();
        }
        return Optional.of(cacheFolder == null ? userCache() : FileName.path(cacheFolder));
    }

    private static Path userCache() {
        String folder = System.getenv("XDG_CACHE_HOME");
        Path caches = folder != null && folder.startsWith("/")
                ? Path.of(folder)
                : Path.of(System.getProperty("user.home"), ".cache");
        return caches.resolve("gatehouse").resolve("signatures");
    }

    private List<String> sources() {
        if (!paths.isEmpty()) {
            return paths.stream().map(FileName::path).map(Path::toString).toList();
        }
        return holdsSignatures(SYSTEM_FOLDER) ? List.of(SYSTEM_FOLDER.toString()) : List.of();
    }

    private static boolean holdsSignatures(Path folder) {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                String name = file.toString();
                String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
                if (READABLE.contains(extension)) {
                    return true;
                }
            }
            return false;
        } catch (IOException | java.nio.file.DirectoryIteratorException e) {
            return false;
        }
    }
}
