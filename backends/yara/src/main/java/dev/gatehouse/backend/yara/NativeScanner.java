package dev.gatehouse.backend.yara;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.gatehouse.spi.Finding;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A YR_SCANNER: scans one thing at a time, again and again. */
@SuppressWarnings({"restricted", "MustBeClosedChecker"}) // native code, and memory that lives as long as this
final class NativeScanner implements AutoCloseable {

    /**
     * SCAN_FLAGS_NO_TRYCATCH and SCAN_FLAGS_REPORT_RULES_MATCHING. Without the first, libyara takes SIGSEGV and SIGBUS
     * for itself while it scans; the virtual machine stops its threads by SIGSEGV, and with several scans at once it
     * may never come out of its next collection.
     */
    private static final int FLAGS = 4 | 8;

    private static final int RULE_MATCHING = 1;
    private static final int TOO_MANY_MATCHES = 6;
    private static final int TOO_SLOW_SCANNING = 8;
    private static final int CONTINUE = 0;
    private static final int ABORT = 1;
    private static final int ERROR = 2;

    /** libyara's word for a file without an entry point: YR_UNDEFINED of libyara/include/yara/types.h. */
    private static final long NO_ENTRY_POINT = 0xFFFABADAFABADAFFL;

    private final YaraLibrary library;
    private final Arena arena;
    private final MemorySegment scanner;
    private final ScanTime time;
    private final RuleReader reader;

    private final List<Finding> findings = new ArrayList<>();
    private final List<String> limits = new ArrayList<>();
    private boolean allMatches;
    private @Nullable Throwable failure;

    /** Reads rules out of libyara's memory, by their addresses. */
    interface RuleReader {
        /** A rule that matched, as a finding. */
        Finding finding(long rule, long context);

        /** A rule's name. */
        String name(long rule);
    }

    /**
     * A scanner for rules.
     *
     * @throws IllegalStateException if libyara has no memory for it
     */
    NativeScanner(YaraLibrary library, NativeRules rules, RuleReader reader) {
        this.library = library;
        this.reader = reader;
        arena = Arena.ofShared();
        MemorySegment out = arena.allocate(ADDRESS);
        int status = library.scannerCreate(rules.segment(), out);
        if (status != YaraStatus.SUCCESS) {
            arena.close();
            throw new IllegalStateException("a scanner cannot be made: " + YaraStatus.describe(status));
        }
        scanner = out.get(ADDRESS, 0).reinterpret(YaraLayout.CONTEXT_MATCHES + ADDRESS.byteSize());
        time = new ScanTime(scanner);
        library.scannerSetCallback(scanner, ((Callback) this::message).address(arena));
        library.scannerSetFlags(scanner, FLAGS);
    }

    /** The time of the scan that comes next or runs. */
    ScanTime time() {
        return time;
    }

    /**
     * Scans bytes; the limit of {@link #time} must be set.
     *
     * @param bytes native memory that cannot vanish
     * @param all whether every rule that matches is wanted
     */
    NativeMatches scan(MemorySegment bytes, long size, boolean all) {
        findings.clear();
        limits.clear();
        failure = null;
        allMatches = all;
        // The entry point of the file before is still there: some versions look for it only once.
        scanner.set(JAVA_LONG, YaraLayout.CONTEXT_ENTRY_POINT, NO_ENTRY_POINT);
        int status = library.scannerScan(scanner, bytes, size);
        return new NativeMatches(status, List.copyOf(findings), List.copyOf(limits), Optional.ofNullable(failure));
    }

    /** The rule that the last scan failed at, if libyara tells. */
    Optional<String> lastErrorRule() {
        long rule = library.scannerLastErrorRule(scanner);
        return rule == 0 ? Optional.empty() : Optional.of(reader.name(rule));
    }

    /** A YR_CALLBACK_FUNC (libyara/include/yara/types.h). */
    @SuppressWarnings("UnusedVariable") // what C passes
    private long message(long context, long message, long data, long user, long nothing) {
        try {
            switch ((int) message) {
                case RULE_MATCHING -> {
                    findings.add(reader.finding(data, context));
                    return allMatches ? CONTINUE : ABORT;
                }
                case TOO_MANY_MATCHES -> limits.add(pattern(data) + " matched too often to be counted");
                case TOO_SLOW_SCANNING -> limits.add(pattern(data) + " is too slow on these bytes");
                default -> {
                    // modules that begin and end, a rule's messages to the console, the end of the scan
                }
            }
            return CONTINUE;
        } catch (Throwable e) {
            failure = e;
            return ERROR;
        }
    }

    private static String pattern(long string) {
        return string == 0
                ? "a pattern"
                : "pattern " + Native.text(Native.number(string + YaraLayout.STRING_IDENTIFIER));
    }

    @Override
    public void close() {
        library.scannerDestroy(scanner);
        arena.close();
    }
}
