package dev.gatehouse.backend.yara;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Compiles rules once. The compiler of libyara is destroyed whatever comes of it: after an error it must not be used
 * again. Files are read here and not by libyara, included ones too, so that it is known which bytes were compiled.
 */
final class RuleCompiler {

    private static final int LEVEL_ERROR = 0;

    private final YaraLibrary library;
    private final List<External> externals;
    private final List<RuleDiagnostic> diagnostics = new ArrayList<>();
    private final Map<Path, String> files = new LinkedHashMap<>();
    private final Arena arena;

    /**
     * What libyara calls files, and where they are. It calls an included file by the words of the rule that includes it,
     * and refuses one that is called like another that is open; so the last of a name is the one that is meant.
     */
    private final Map<String, Path> opened = new HashMap<>();

    private RuleCompiler(YaraLibrary library, List<External> externals, Arena arena) {
        this.library = library;
        this.externals = externals;
        this.arena = arena;
    }

    /**
     * Compiles rules.
     *
     * @throws RuleException if they have errors; names file and line of each
     * @throws IOException if a file cannot be read
     */
    static CompiledRules compile(YaraLibrary library, List<RuleSource> sources, List<External> externals)
            throws RuleException, IOException {
        try (Arena arena = Arena.ofShared()) {
            return DeepStack.call(() -> new RuleCompiler(library, externals, arena).compile(sources));
        }
    }

    private CompiledRules compile(List<RuleSource> sources) throws RuleException, IOException {
        MemorySegment out = arena.allocate(ADDRESS);
        check(library.compilerCreate(out));
        MemorySegment compiler = out.get(ADDRESS, 0);
        try {
            library.compilerSetCallback(compiler, ((Callback) this::diagnose).address(arena));
            library.compilerSetIncludeCallback(
                    compiler, ((Callback) this::include).address(arena), ((Callback) this::free).address(arena));
            for (External external : externals) {
                check(library.compilerDefine(compiler, arena.allocateFrom(external.name()), external.value(), arena));
            }
            for (RuleSource source : sources) {
                add(compiler, source);
            }
            check(library.compilerGetRules(compiler, out));
            return new CompiledRules(
                    NativeRules.owning(library, out.get(ADDRESS, 0)), List.copyOf(diagnostics), Map.copyOf(files));
        } finally {
            library.compilerDestroy(compiler);
        }
    }

    private void add(MemorySegment compiler, RuleSource source) throws RuleException, IOException {
        MemorySegment text = read(source.path());
        MemorySegment file = library.openMemory(text, text.byteSize() - 1, arena.allocateFrom("r"));
        if (file.address() == 0) {
            throw new IOException(source.path() + ": cannot be opened in memory");
        }
        int errors;
        try {
            errors = library.compilerAddFile(
                    compiler,
                    file,
                    arena.allocateFrom(source.namespace()),
                    arena.allocateFrom(source.path().toString()));
        } finally {
            library.closeFile(file);
        }
        if (errors > 0) {
            if (diagnostics.stream().noneMatch(each -> each.severity() == RuleDiagnostic.Severity.ERROR)) {
                throw new RuleException(source.path() + ": cannot be compiled");
            }
            throw new RuleException(diagnostics);
        }
    }

    /** A file's bytes, a line feed and a zero byte: C knows no empty stream, and the text of an include ends with 0. */
    private MemorySegment read(Path path) throws IOException {
        byte[] bytes = Files.readAllBytes(path);
        files.put(path, Sha256.of(bytes));
        MemorySegment text = arena.allocate(bytes.length + 2L);
        MemorySegment.copy(bytes, 0, text, JAVA_BYTE, 0, bytes.length);
        text.set(JAVA_BYTE, bytes.length, (byte) '\n');
        return text;
    }

    private Path opened(String name) {
        Path path = opened.get(name);
        return path == null ? Path.of(name) : path;
    }

    private static void check(int status) throws RuleException {
        if (status != YaraStatus.SUCCESS) {
            throw new RuleException(YaraStatus.describe(status));
        }
    }

    /** A YR_COMPILER_CALLBACK_FUNC (libyara/include/yara/compiler.h). */
    @SuppressWarnings("UnusedVariable") // what C passes
    private long diagnose(long level, long file, long line, long rule, long message) {
        try {
            diagnostics.add(new RuleDiagnostic(
                    (int) level == LEVEL_ERROR ? RuleDiagnostic.Severity.ERROR : RuleDiagnostic.Severity.WARNING,
                    opened(Native.text(file)).toString(),
                    (int) line,
                    Native.text(message)));
        } catch (Throwable _) {
            // an error is seen by its count all the same
        }
        return 0;
    }

    /**
     * A YR_COMPILER_INCLUDE_CALLBACK_FUNC: the text of a file that a rule includes, or 0, which libyara reports as an
     * error with its line.
     */
    @SuppressWarnings("UnusedVariable") // what C passes
    private long include(long name, long includingFile, long namespace, long user, long nothing) {
        try {
            String wanted = Native.text(name);
            Path path = opened(Native.text(includingFile)).resolveSibling(wanted);
            opened.put(wanted, path);
            return Files.isRegularFile(path) ? read(path).address() : 0;
        } catch (Throwable _) {
            return 0;
        }
    }

    /** A YR_COMPILER_INCLUDE_FREE_FUNC. The arena gives back what was included. */
    @SuppressWarnings("UnusedVariable") // what C passes
    private long free(long text, long user, long nothing, long more, long most) {
        return 0;
    }
}
