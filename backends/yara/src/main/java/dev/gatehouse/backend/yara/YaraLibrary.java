package dev.gatehouse.backend.yara;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.gatehouse.spi.BackendUnavailableException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

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
    private final Function compilerCreate;
    private final Function compilerDestroy;
    private final Function compilerSetCallback;
    private final Function compilerSetIncludeCallback;
    private final Function compilerAddFile;
    private final Function compilerGetRules;
    private final Definitions compilerDefinitions;
    private final Definitions rulesDefinitions;
    private final Function rulesLoadStream;
    private final Function rulesSaveStream;
    private final Function rulesDestroy;
    private final Function scannerCreate;
    private final Function scannerDestroy;
    private final Function scannerSetCallback;
    private final Function scannerSetFlags;
    private final Function scannerSetTimeout;
    private final Function scannerScanMemory;
    private final Function scannerLastErrorRule;
    private final Function openMemory;
    private final Function openGrowing;
    private final Function closeFile;
    private final Function allocate;
    private final Function free;
    private final MemorySegment readFunction;
    private final MemorySegment writeFunction;

    private YaraLibrary(String name, SymbolLookup symbols) {
        this.name = name;
        this.symbols = symbols;
        compilerCreate = status("yr_compiler_create", ADDRESS);
        compilerDestroy = procedure("yr_compiler_destroy", ADDRESS);
        compilerSetCallback = procedure("yr_compiler_set_callback", ADDRESS, ADDRESS, ADDRESS);
        compilerSetIncludeCallback = procedure("yr_compiler_set_include_callback", ADDRESS, ADDRESS, ADDRESS, ADDRESS);
        compilerAddFile = status("yr_compiler_add_file", ADDRESS, ADDRESS, ADDRESS, ADDRESS);
        compilerGetRules = status("yr_compiler_get_rules", ADDRESS, ADDRESS);
        compilerDefinitions = definitions("yr_compiler_define_");
        rulesDefinitions = definitions("yr_rules_define_");
        rulesLoadStream = status("yr_rules_load_stream", ADDRESS, ADDRESS);
        rulesSaveStream = status("yr_rules_save_stream", ADDRESS, ADDRESS);
        rulesDestroy = status("yr_rules_destroy", ADDRESS);
        scannerCreate = status("yr_scanner_create", ADDRESS, ADDRESS);
        scannerDestroy = procedure("yr_scanner_destroy", ADDRESS);
        scannerSetCallback = procedure("yr_scanner_set_callback", ADDRESS, ADDRESS, ADDRESS);
        scannerSetFlags = procedure("yr_scanner_set_flags", ADDRESS, JAVA_INT);
        scannerSetTimeout = procedure("yr_scanner_set_timeout", ADDRESS, JAVA_INT);
        scannerScanMemory = status("yr_scanner_scan_mem", ADDRESS, ADDRESS, JAVA_LONG);
        scannerLastErrorRule = function(symbols, "yr_scanner_last_error_rule", FunctionDescriptor.of(ADDRESS, ADDRESS));
        SymbolLookup standard = Linker.nativeLinker().defaultLookup();
        openMemory = function(standard, "fmemopen", FunctionDescriptor.of(ADDRESS, ADDRESS, JAVA_LONG, ADDRESS));
        openGrowing = function(standard, "open_memstream", FunctionDescriptor.of(ADDRESS, ADDRESS, ADDRESS));
        closeFile = function(standard, "fclose", FunctionDescriptor.of(JAVA_INT, ADDRESS));
        allocate = function(standard, "malloc", FunctionDescriptor.of(ADDRESS, JAVA_LONG));
        free = function(standard, "free", FunctionDescriptor.ofVoid(ADDRESS));
        readFunction = address(standard, "fread");
        writeFunction = address(standard, "fwrite");
        initialize(status("yr_initialize"));
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
        try {
            return (int) compilerCreate.handle().invokeExact(compilerOut);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    void compilerDestroy(MemorySegment compiler) {
        try {
            compilerDestroy.handle().invokeExact(compiler);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    void compilerSetCallback(MemorySegment compiler, MemorySegment callback) {
        try {
            compilerSetCallback.handle().invokeExact(compiler, callback, MemorySegment.NULL);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    void compilerSetIncludeCallback(MemorySegment compiler, MemorySegment callback, MemorySegment free) {
        try {
            compilerSetIncludeCallback.handle().invokeExact(compiler, callback, free, MemorySegment.NULL);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** How many errors there were; after one, the compiler can only be destroyed. */
    int compilerAddFile(MemorySegment compiler, MemorySegment file, MemorySegment namespace, MemorySegment fileName) {
        try {
            return (int) compilerAddFile.handle().invokeExact(compiler, file, namespace, fileName);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    int compilerGetRules(MemorySegment compiler, MemorySegment rulesOut) {
        try {
            return (int) compilerGetRules.handle().invokeExact(compiler, rulesOut);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    int compilerDefine(MemorySegment compiler, MemorySegment variable, ExternalValue value, Arena arena) {
        return compilerDefinitions.define(compiler, variable, value, arena);
    }

    int rulesDefine(MemorySegment rules, MemorySegment variable, ExternalValue value, Arena arena) {
        return rulesDefinitions.define(rules, variable, value, arena);
    }

    int rulesLoad(MemorySegment stream, MemorySegment rulesOut) {
        try {
            return (int) rulesLoadStream.handle().invokeExact(stream, rulesOut);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    int rulesSave(MemorySegment rules, MemorySegment stream) {
        try {
            return (int) rulesSaveStream.handle().invokeExact(rules, stream);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    void rulesDestroy(MemorySegment rules) {
        try {
            check((int) rulesDestroy.handle().invokeExact(rules));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    int scannerCreate(MemorySegment rules, MemorySegment scannerOut) {
        try {
            return (int) scannerCreate.handle().invokeExact(rules, scannerOut);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    void scannerDestroy(MemorySegment scanner) {
        try {
            scannerDestroy.handle().invokeExact(scanner);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    void scannerSetCallback(MemorySegment scanner, MemorySegment callback) {
        try {
            scannerSetCallback.handle().invokeExact(scanner, callback, MemorySegment.NULL);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    void scannerSetFlags(MemorySegment scanner, int flags) {
        try {
            scannerSetFlags.handle().invokeExact(scanner, flags);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    void scannerSetTimeout(MemorySegment scanner, int seconds) {
        try {
            scannerSetTimeout.handle().invokeExact(scanner, seconds);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    int scannerScan(MemorySegment scanner, MemorySegment bytes, long size) {
        try {
            return (int) scannerScanMemory.handle().invokeExact(scanner, bytes, size);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** The address of the rule that the last scan failed at, or 0. */
    long scannerLastErrorRule(MemorySegment scanner) {
        try {
            return ((MemorySegment) scannerLastErrorRule.handle().invokeExact(scanner)).address();
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** A C stream that reads from memory. */
    MemorySegment openMemory(MemorySegment bytes, long size, MemorySegment mode) {
        try {
            return (MemorySegment) openMemory.handle().invokeExact(bytes, size, mode);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** A C stream that writes to memory, which is there when it is closed and is to be freed. */
    MemorySegment openGrowing(MemorySegment addressOut, MemorySegment sizeOut) {
        try {
            return (MemorySegment) openGrowing.handle().invokeExact(addressOut, sizeOut);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /**
     * Memory with anything in it: Java's own would be cleared first, which takes as long as a copy.
     *
     * @param bytes how many
     * @param arena frees it when it is closed
     * @throws OutOfMemoryError if there is none
     */
    @SuppressWarnings("restricted") // native code is what this class is for
    MemorySegment allocate(long bytes, Arena arena) {
        MemorySegment memory;
        try {
            memory = (MemorySegment) allocate.handle().invokeExact(bytes);
        } catch (Throwable e) {
            throw unexpected(e);
        }
        if (memory.address() == 0) {
            throw new OutOfMemoryError("no " + bytes + " bytes of native memory");
        }
        return memory.reinterpret(bytes, arena, this::free);
    }

    void free(MemorySegment memory) {
        try {
            free.handle().invokeExact(memory);
        } catch (Throwable e) {
            throw unexpected(e);
        }
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
        try {
            int _ = (int) closeFile.handle().invokeExact(file);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    private static void initialize(Function function) {
        try {
            check((int) function.handle().invokeExact());
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    private static void check(int status) {
        if (status != YaraStatus.SUCCESS) {
            throw new IllegalStateException("libyara: " + YaraStatus.describe(status));
        }
    }

    private Function status(String function, MemoryLayout... arguments) {
        return function(symbols, function, FunctionDescriptor.of(JAVA_INT, arguments));
    }

    private Function procedure(String function, MemoryLayout... arguments) {
        return function(symbols, function, FunctionDescriptor.ofVoid(arguments));
    }

    private Definitions definitions(String prefix) {
        return new Definitions(
                status(prefix + "integer_variable", ADDRESS, ADDRESS, JAVA_LONG),
                status(prefix + "boolean_variable", ADDRESS, ADDRESS, JAVA_INT),
                status(prefix + "float_variable", ADDRESS, ADDRESS, JAVA_DOUBLE),
                status(prefix + "string_variable", ADDRESS, ADDRESS, ADDRESS));
    }

    private static Function function(SymbolLookup symbols, String name, FunctionDescriptor descriptor) {
        return new Function(address(symbols, name), descriptor);
    }

    private static MemorySegment address(SymbolLookup symbols, String name) {
        return symbols.find(name).orElseThrow(() -> new MissingFunction(name));
    }

    private static int call(Call call) {
        try {
            return call.invoke();
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    private static RuntimeException unexpected(Throwable e) {
        return switch (e) {
            case RuntimeException exception -> exception;
            case Error error -> throw error;
            default -> new IllegalStateException(e);
        };
    }

    /** A call of C. */
    private interface Call {
        int invoke() throws Throwable;
    }

    /** The library lacks a function. */
    private static final class MissingFunction extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private MissingFunction(String function) {
            super("it has no function " + function);
        }
    }

    /** A function of C. It is linked when it is first called, as that takes milliseconds and many are not. */
    private static final class Function {

        private final MemorySegment address;
        private final FunctionDescriptor descriptor;
        private volatile @Nullable MethodHandle handle;

        private Function(MemorySegment address, FunctionDescriptor descriptor) {
            this.address = address;
            this.descriptor = descriptor;
        }

        MethodHandle handle() {
            MethodHandle linked = handle;
            if (linked == null) {
                linked = Linker.nativeLinker().downcallHandle(address, descriptor);
                handle = linked;
            }
            return linked;
        }
    }

    /** The functions that give variables their values, one a type. */
    private record Definitions(Function integer, Function bool, Function floating, Function text) {

        int define(MemorySegment target, MemorySegment variable, ExternalValue value, Arena arena) {
            return switch (value) {
                case ExternalValue.Whole(long number) ->
                    call(() -> (int) integer.handle().invokeExact(target, variable, number));
                case ExternalValue.Truth(boolean truth) -> {
                    int number = truth ? 1 : 0;
                    yield call(() -> (int) bool.handle().invokeExact(target, variable, number));
                }
                case ExternalValue.Real(double number) ->
                    call(() -> (int) floating.handle().invokeExact(target, variable, number));
                case ExternalValue.Text(String text) -> {
                    MemorySegment characters = arena.allocateFrom(text);
                    yield call(() -> (int) this.text.handle().invokeExact(target, variable, characters));
                }
            };
        }
    }
}
