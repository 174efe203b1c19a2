package dev.gatehouse.backend.yara;

import dev.gatehouse.spi.BackendUnavailableException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Brings rules into memory if they may run in this process: because the operator trusts them, because they are the very
 * rules that were trusted before and compiled into the private folder, or because this process may end.
 */
final class RuleLoader {

    private final YaraSettings settings;
    private final boolean mayRun;
    private final Optional<CompiledFolder> folder;
    private final List<NativeRules> rules = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final Map<String, String> digests = new TreeMap<>();
    private boolean judged = true;
    private Optional<YaraLibrary> library = Optional.empty();

    private RuleLoader(YaraSettings settings, Optional<CompiledFolder> folder) {
        this.settings = settings;
        this.mayRun = settings.trust() == Trust.RULES || Trust.sandboxed();
        this.folder = folder;
    }

    /**
     * The rules, with what there is to say of them.
     *
     * @param library the library that holds them
     * @param rules the rules; to be closed by whoever takes them
     * @param warnings what the compiler warned of, one line each
     * @param judged whether the compiler said of all of them whether they are slow; of compiled ones it is not known
     * @param digest a digest of all that the rules were made of
     */
    record Loaded(YaraLibrary library, List<NativeRules> rules, List<String> warnings, boolean judged, String digest) {

        /** Whether some may be slow to stop on bytes that are made for it. */
        boolean mayBeSlow() {
            return !judged || !warnings.isEmpty();
        }
    }

    /**
     * Loads rules.
     *
     * @throws BackendUnavailableException if they may not run here; says what to do
     * @throws RuleException if they have errors
     * @throws IOException if a file cannot be read
     */
    static Loaded load(YaraSettings settings, RuleSources sources)
            throws BackendUnavailableException, RuleException, IOException {
        Optional<CompiledFolder> folder = settings.compiledFolder().isPresent()
                ? Optional.of(CompiledFolder.at(settings.compiledFolder().get()))
                : Optional.empty();
        RuleLoader loader = new RuleLoader(settings, folder);
        try {
            return loader.load(sources);
        } catch (BackendUnavailableException | RuleException | IOException | RuntimeException e) {
            loader.rules.forEach(NativeRules::close);
            throw e;
        }
    }

    private Loaded load(RuleSources sources) throws BackendUnavailableException, RuleException, IOException {
        if (!sources.texts().isEmpty()) {
            loadTexts(sources.texts());
        }
        for (Path compiled : sources.compiled()) {
            loadCompiled(compiled);
        }
        StringBuilder all = new StringBuilder();
        digests.forEach((name, digest) -> all.append(digest).append('\n'));
        return new Loaded(
                library(),
                List.copyOf(rules),
                List.copyOf(warnings),
                judged,
                Sha256.of(all.toString().getBytes(StandardCharsets.UTF_8)));
    }

    private void loadTexts(List<RuleSource> sources) throws BackendUnavailableException, RuleException, IOException {
        if (folder.isPresent()) {
            Optional<CompiledFolder.Entry> entry = folder.get().find(sources, settings.externals());
            if (entry.isPresent() && loaded(entry.get())) {
                return;
            }
        }
        if (!mayRun) {
            throw refused(sources.getFirst().path());
        }
        CompiledRules compiled = RuleCompiler.compile(library(), sources, settings.externals());
        byte[] saved = saved(compiled.rules());
        rules.add(NativeRules.load(library(), saved, List.of()));
        compiled.warnings().forEach(warning -> warnings.add(warning.render()));
        compiled.files()
                .forEach((path, digest) -> digests.put(path.toAbsolutePath().toString(), digest));
        if (folder.isPresent() && !Trust.sandboxed()) {
            folder.get().store(sources, settings.externals(), compiled, saved);
        }
    }

    /**
     * The rules as bytes. The rules themselves are given back: what the compiler built piece by piece stands between
     * the memory that it no longer needs, and whatever a scan allocates later would be scattered over those gaps. A
     * third of the time of a scan of small files went into that (docs/yara.md). Loaded again, they lie together.
     */
    private static byte[] saved(NativeRules compiled) throws RuleException {
        try (compiled) {
            return compiled.save();
        }
    }

    /** Whether the kept copy could be used; one of another version of libyara cannot. */
    private boolean loaded(CompiledFolder.Entry entry) throws BackendUnavailableException {
        try {
            rules.add(entry.load(library(), List.of()));
        } catch (RuleException _) {
            return false;
        }
        warnings.addAll(entry.warnings());
        digests.putAll(entry.sources());
        return true;
    }

    private void loadCompiled(Path path) throws BackendUnavailableException, RuleException, IOException {
        Optional<CompiledFolder.Entry> own = folder.isPresent() ? folder.get().find(path) : Optional.empty();
        if (own.isEmpty() && !mayRun) {
            throw refused(path);
        }
        try {
            if (own.isPresent()) {
                rules.add(own.get().load(library(), settings.externals()));
                warnings.addAll(own.get().warnings());
                digests.put(path.toString(), own.get().digest());
            } else {
                judged = false;
                byte[] bytes = Files.readAllBytes(path);
                rules.add(NativeRules.load(library(), bytes, settings.externals()));
                digests.put(path.toString(), Sha256.of(bytes));
            }
        } catch (RuleException e) {
            throw new RuleException(path + ": " + e.getMessage());
        }
    }

    private YaraLibrary library() throws BackendUnavailableException {
        if (library.isEmpty()) {
            library = Optional.of(YaraLibrary.load(settings.library()));
        }
        return library.get();
    }

    private BackendUnavailableException refused(Path rule) {
        return new BackendUnavailableException(settings.name() + ": the rules in " + rule
                + " are not trusted to run in this process, because a rule can end it:"
                + " wrap this backend in one of type contained, or vouch for them with trust: rules");
    }
}
