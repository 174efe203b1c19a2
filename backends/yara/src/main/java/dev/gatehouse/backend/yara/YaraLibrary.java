package dev.gatehouse.backend.yara;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.gatehouse.spi.BackendUnavailableException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The functions of libyara that are used here, found in one loaded library. It is loaded once a process and never
 * unloaded. Each method is one C function; libyara/include/yara says what they do.
 */
@SuppressWarnings("restricted") // native code is what this class is for
final class YaraLibrary {

    /** The names that packages give the library, newest first. */
    static final List<String> NAMES = List.of("libyara.so.10", "libyara.so.9");

    private static final ConcurrentHashMap<String, YaraLibrary> LOADED = new ConcurrentHashMap<>();

    private final String name;
    private final SymbolLookup symbols;
    private final CFunction compilerCreate;
    private final CFunction compilerDestroy;
    private final CFunction compilerSetCallback;
    private final CFunction compilerSetIncludeCallback;
    private final CFunction compilerAddFile;
    private final CFunction compilerGetRules;
    private final Definitions compilerDefinitions;
    private final Definitions rulesDefinitions;
    private final CFunction rulesLoadStream;
    private final CFunction rulesSaveStream;
    private final CFunction rulesDestroy;
    private final CFunction scannerCreate;
    private final CFunction scannerDestroy;
    private final CFunction scannerSetCallback;
    private final CFunction scannerSetFlags;
    private final CFunction scannerSetTimeout;
    private final CFunction scannerScanMemory;
    private final CFunction scannerLastErrorRule;
    private final CFunction openMemory;
    private final CFunction openGrowing;
    private final CFunction closeFile;
    private final CFunction allocate;
    private final CFunction free;
    private final MemorySegment readFunction;
    private final MemorySegment writeFunction;

    private YaraLibrary(String name, SymbolLookup symbols) {
        this.name = name;
        this.symbols = symbols;
        compilerCreate = yara("yr_compiler_create");
        compilerDestroy = yara("yr_compiler_destroy");
        compilerSetCallback = yara("yr_compiler_set_callback");
        compilerSetIncludeCallback = yara("yr_compiler_set_include_callback");
        compilerAddFile = yara("yr_compiler_add_file");
        compilerGetRules = yara("yr_compiler_get_rules");
        compilerDefinitions = definitions("yr_compiler_define_");
        rulesDefinitions = definitions("yr_rules_define_");
        rulesLoadStream = yara("yr_rules_load_stream");
        rulesSaveStream = yara("yr_rules_save_stream");
        rulesDestroy = yara("yr_rules_destroy");
        scannerCreate = yara("yr_scanner_create");
        scannerDestroy = yara("yr_scanner_destroy");
        scannerSetCallback = yara("yr_scanner_set_callback");
        scannerSetFlags = yara("yr_scanner_set_flags");
        scannerSetTimeout = yara("yr_scanner_set_timeout");
        scannerScanMemory = yara("yr_scanner_scan_mem");
        scannerLastErrorRule = yara("yr_scanner_last_error_rule");
        SymbolLookup standard = Linker.nativeLinker().defaultLookup();
        openMemory = new CFunction(address(standard, "fmemopen"));
        openGrowing = new CFunction(address(standard, "open_memstream"));
        closeFile = new CFunction(address(standard, "fclose"));
        allocate = new CFunction(address(standard, "malloc"));
        free = new CFunction(address(standard, "free"));
        readFunction = address(standard, "fread");
        writeFunction = address(standard, "fwrite");
        check((int) yara("yr_initialize").call());
    }

    /**
     * The library by one of these names or paths, the first that is there.
     *
     * @throws BackendUnavailableException if none is, or what is there is not libyara; says what to install
     */
    static YaraLibrary load(List<String> names) throws BackendUnavailableException {
        for (String each : names) {
            SymbolLookup symbols;
            try {
                symbols = SymbolLookup.libraryLookup(each, Arena.global());
            } catch (IllegalArgumentException _) {
                continue;
            }
            try {
                return LOADED.computeIfAbsent(each, name -> new YaraLibrary(name, symbols));
            } catch (MissingFunction e) {
                throw new BackendUnavailableException(
                        "library: " + each + " is not a libyara that can be used: " + e.getMessage(), e);
            }
        }
        throw new BackendUnavailableException("libyara is not installed (looked for " + String.join(", ", names)
                + "): apt-get install libyara10, or libyara9 on Debian 12, or name the file with library");
    }

    String name() {
        return name;
    }

    /** Whether the library has a function; not all versions have the same. */
    boolean has(String function) {
        return symbols.find(function).isPresent();
    }

    int compilerCreate(MemorySegment compilerOut) {
        return (int) compilerCreate.call(compilerOut.address());
    }

    void compilerDestroy(MemorySegment compiler) {
        compilerDestroy.call(compiler.address());
    }

    void compilerSetCallback(MemorySegment compiler, MemorySegment callback) {
        compilerSetCallback.call(compiler.address(), callback.address());
    }

    void compilerSetIncludeCallback(MemorySegment compiler, MemorySegment callback, MemorySegment free) {
        compilerSetIncludeCallback.call(compiler.address(), callback.address(), free.address());
    }

    /** How many errors there were; after one, the compiler can only be destroyed. */
    int compilerAddFile(MemorySegment compiler, MemorySegment file, MemorySegment namespace, MemorySegment fileName) {
        return (int) compilerAddFile.call(compiler.address(), file.address(), namespace.address(), fileName.address());
    }

    int compilerGetRules(MemorySegment compiler, MemorySegment rulesOut) {
        return (int) compilerGetRules.call(compiler.address(), rulesOut.address());
    }

    int compilerDefine(MemorySegment compiler, MemorySegment variable, ExternalValue value, Arena arena) {
        return compilerDefinitions.define(compiler, variable, value, arena);
    }

    int rulesDefine(MemorySegment rules, MemorySegment variable, ExternalValue value, Arena arena) {
        return rulesDefinitions.define(rules, variable, value, arena);
    }

    int rulesLoad(MemorySegment stream, MemorySegment rulesOut) {
        return (int) rulesLoadStream.call(stream.address(), rulesOut.address());
    }

    int rulesSave(MemorySegment rules, MemorySegment stream) {
        return (int) rulesSaveStream.call(rules.address(), stream.address());
    }

    void rulesDestroy(MemorySegment rules) {
        check((int) rulesDestroy.call(rules.address()));
    }

    int scannerCreate(MemorySegment rules, MemorySegment scannerOut) {
        return (int) scannerCreate.call(rules.address(), scannerOut.address());
    }

    void scannerDestroy(MemorySegment scanner) {
        scannerDestroy.call(scanner.address());
    }

    void scannerSetCallback(MemorySegment scanner, MemorySegment callback) {
        scannerSetCallback.call(scanner.address(), callback.address());
    }

    void scannerSetFlags(MemorySegment scanner, int flags) {
        scannerSetFlags.call(scanner.address(), flags);
    }

    void scannerSetTimeout(MemorySegment scanner, int seconds) {
        scannerSetTimeout.call(scanner.address(), seconds);
    }

    int scannerScan(MemorySegment scanner, MemorySegment bytes, long size) {
        return (int) scannerScanMemory.call(scanner.address(), bytes.address(), size);
    }

    /** The address of the rule that the last scan failed at, or 0. */
    long scannerLastErrorRule(MemorySegment scanner) {
        return scannerLastErrorRule.call(scanner.address());
    }

    /** A C stream that reads from memory; {@link MemorySegment#NULL} if there can be none. */
    MemorySegment openMemory(MemorySegment bytes, long size, MemorySegment mode) {
        return MemorySegment.ofAddress(openMemory.call(bytes.address(), size, mode.address()));
    }

    /** A C stream that writes to memory, which is there when it is closed and is to be freed. */
    MemorySegment openGrowing(MemorySegment addressOut, MemorySegment sizeOut) {
        return MemorySegment.ofAddress(openGrowing.call(addressOut.address(), sizeOut.address()));
    }

    /**
     * Memory with anything in it: Java's own would be cleared first, which takes as long as a copy.
     *
     * @param bytes how many
     * @param arena frees it when it is closed
     * @throws OutOfMemoryError if there is none
     */
    MemorySegment allocate(long bytes, Arena arena) {
        MemorySegment memory = MemorySegment.ofAddress(allocate.call(bytes));
        if (memory.address() == 0) {
            throw new OutOfMemoryError("no " + bytes + " bytes of native memory");
        }
        return memory.reinterpret(bytes, arena, this::free);
    }

    void free(MemorySegment memory) {
        free.call(memory.address());
    }

    /** C's {@code fread}. */
    MemorySegment readFunction() {
        return readFunction;
    }

    /** C's {@code fwrite}. */
    MemorySegment writeFunction() {
        return writeFunction;
    }

    void closeFile(MemorySegment file) {
        closeFile.call(file.address());
    }

    private static void check(int status) {
        if (status != YaraStatus.SUCCESS) {
            throw new IllegalStateException("libyara: " + YaraStatus.describe(status));
        }
    }

    private CFunction yara(String function) {
        return new CFunction(address(symbols, function));
    }

    private Definitions definitions(String prefix) {
        return new Definitions(
                yara(prefix + "integer_variable"),
                yara(prefix + "boolean_variable"),
                address(symbols, prefix + "float_variable"),
                yara(prefix + "string_variable"));
    }

    private static MemorySegment address(SymbolLookup symbols, String name) {
        return symbols.find(name).orElseThrow(() -> new MissingFunction(name));
    }

    /** The library lacks a function. */
    private static final class MissingFunction extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private MissingFunction(String function) {
            super("it has no function " + function);
        }
    }

    /** The functions that give variables their values, one a type. */
    private record Definitions(CFunction integer, CFunction bool, MemorySegment floating, CFunction text) {

        private static final FunctionDescriptor FLOATING =
                FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_DOUBLE);

        int define(MemorySegment target, MemorySegment variable, ExternalValue value, Arena arena) {
            return switch (value) {
                case ExternalValue.Whole(long number) ->
                    (int) integer.call(target.address(), variable.address(), number);
                case ExternalValue.Truth(boolean truth) ->
                    (int) bool.call(target.address(), variable.address(), truth ? 1 : 0);
                case ExternalValue.Real(double number) -> define(target, variable, number);
                case ExternalValue.Text(String characters) ->
                    (int) text.call(
                            target.address(),
                            variable.address(),
                            arena.allocateFrom(characters).address());
            };
        }

        /** Numbers with a fraction have registers of another kind, and so their own form of call. */
        private int define(MemorySegment target, MemorySegment variable, double number) {
            try {
                return (int)
                        Linker.nativeLinker().downcallHandle(floating, FLOATING).invokeExact(target, variable, number);
            } catch (Throwable e) {
                throw CFunction.unexpected(e);
            }
        }
    }
}
