package dev.gatehouse.backend.yara;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A private folder of rules that this installation compiled, each with a note: the digest of the compiled rules, and of
 * each file that they were made of. As long as all digests fit, the rules are the ones that the operator once vouched
 * for, and they load in a fraction of the time that compiling takes.
 */
final class CompiledFolder {

    private static final String COMPILED_SUFFIX = ".yac";
    private static final String NOTE_SUFFIX = ".note";
    private static final String HEADER = "gatehouse compiled rules 1";
    private static final String COMPILED = "compiled ";
    private static final String SOURCE = "source ";
    private static final String WARNING = "warning ";
    private static final Set<PosixFilePermission> FORBIDDEN =
            Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

    private final Path folder;

    private CompiledFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * The folder, made if it is not there.
     *
     * @throws IOException if it cannot be made, or others could put rules into it; says what to do
     */
    static CompiledFolder at(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        checkPrivate(folder);
        return new CompiledFolder(folder);
    }

    /** Compiled rules that were vouched for. */
    static final class Entry {

        private final byte[] bytes;
        private final List<String> warnings;
        private final Map<String, String> sources;

        private Entry(byte[] bytes, List<String> warnings, Map<String, String> sources) {
            this.bytes = bytes;
            this.warnings = List.copyOf(warnings);
            this.sources = Map.copyOf(sources);
        }

        /** The rules in memory. */
        NativeRules load(YaraLibrary library, List<External> externals) throws RuleException {
            return NativeRules.load(library, bytes, externals);
        }

        /** A digest of the compiled rules. */
        String digest() {
            return Sha256.of(bytes);
        }

        /** What the compiler warned of, one line each. */
        List<String> warnings() {
            return warnings;
        }

        /** The files that the rules were made of, each with its digest. */
        Map<String, String> sources() {
            return sources;
        }
    }

    /** What was compiled from the same files, with the same bytes, and the same variables; nothing if one differs. */
    Optional<Entry> find(List<RuleSource> sources, List<External> externals) throws IOException {
        String key = key(sources, externals);
        return read(folder.resolve(key + COMPILED_SUFFIX), folder.resolve(key + NOTE_SUFFIX), true);
    }

    /** Whether a file of compiled rules lies in this folder and is as it was written. */
    Optional<Entry> find(Path compiled) throws IOException {
        Path name = compiled.getFileName();
        if (!compiled.toAbsolutePath()
                        .normalize()
                        .startsWith(folder.toAbsolutePath().normalize())
                || !name.toString().endsWith(COMPILED_SUFFIX)) {
            return Optional.empty();
        }
        String stem = name.toString().substring(0, name.toString().length() - COMPILED_SUFFIX.length());
        return read(folder.resolve(name), folder.resolve(stem + NOTE_SUFFIX), false);
    }

    /**
     * Keeps what was compiled.
     *
     * @param bytes the rules as they were saved
     */
    void store(List<RuleSource> sources, List<External> externals, CompiledRules rules, byte[] bytes)
            throws IOException {
        List<String> note = new ArrayList<>();
        note.add(HEADER);
        note.add(COMPILED + Sha256.of(bytes));
        rules.files().forEach((path, digest) -> note.add(SOURCE + digest + " " + path.toAbsolutePath()));
        rules.warnings().forEach(warning -> note.add(WARNING + warning.render()));
        String key = key(sources, externals);
        write(folder.resolve(key + COMPILED_SUFFIX), bytes);
        write(folder.resolve(key + NOTE_SUFFIX), String.join("\n", note).getBytes(StandardCharsets.UTF_8));
    }

    private static Optional<Entry> read(Path compiled, Path noted, boolean withSources) throws IOException {
        byte[] bytes;
        List<String> note;
        try {
            checkPrivate(compiled);
            checkPrivate(noted);
            bytes = Files.readAllBytes(compiled);
            note = Files.readAllLines(noted);
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
        if (note.size() < 2
                || !note.get(0).equals(HEADER)
                || !note.get(1).equals(COMPILED + Sha256.of(bytes))
                || (withSources && !sourcesFit(sources(note)))) {
            return Optional.empty();
        }
        return Optional.of(new Entry(
                bytes,
                note.stream()
                        .filter(line -> line.startsWith(WARNING))
                        .map(line -> line.substring(WARNING.length()))
                        .toList(),
                sources(note)));
    }

    private static Map<String, String> sources(List<String> note) {
        Map<String, String> sources = new TreeMap<>();
        for (String line : note) {
            int space = line.indexOf(' ', SOURCE.length());
            if (line.startsWith(SOURCE) && space > 0) {
                sources.put(line.substring(space + 1), line.substring(SOURCE.length(), space));
            }
        }
        return sources;
    }

    private static boolean sourcesFit(Map<String, String> sources) throws IOException {
        for (Map.Entry<String, String> source : sources.entrySet()) {
            Path file = Path.of(source.getKey());
            if (!Files.isRegularFile(file)
                    || !Sha256.of(Files.readAllBytes(file)).equals(source.getValue())) {
                return false;
            }
        }
        return true;
    }

    private static String key(List<RuleSource> sources, List<External> externals) {
        StringBuilder text = new StringBuilder();
        for (RuleSource source : sources) {
            text.append(source.path().toAbsolutePath())
                    .append('\0')
                    .append(source.namespace())
                    .append('\0');
        }
        for (External external : externals) {
            text.append('\1').append(external.name()).append('=').append(external.value());
        }
        return Sha256.of(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private void write(Path file, byte[] bytes) throws IOException {
        Path written = Files.createTempFile(folder, "new", null);
        try {
            Files.write(written, bytes);
            Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException _) {
            Files.move(written, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(written);
        }
    }

    /** What others can write to vouches for nothing. */
    private static void checkPrivate(Path path) throws IOException {
        if (Files.getPosixFilePermissions(path).stream().anyMatch(FORBIDDEN::contains)
                || !Files.getOwner(path).equals(Files.getOwner(Path.of("/proc/self")))) {
            throw new IOException(path + ": must belong to the user who scans, and nobody else may write to it");
        }
    }
}
