package dev.gatehouse.backend.yara;

import static java.lang.foreign.ValueLayout.ADDRESS;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * Compiled rules in libyara's memory (a YR_RULES), immutable and shared by the scanners of all threads. To be closed
 * after the last scanner.
 */
final class NativeRules implements AutoCloseable {

    private final YaraLibrary library;
    private final MemorySegment rules;

    private NativeRules(YaraLibrary library, MemorySegment rules) {
        this.library = library;
        this.rules = rules;
    }

    /** Takes over rules that libyara made. */
    static NativeRules owning(YaraLibrary library, MemorySegment rules) {
        return new NativeRules(library, rules);
    }

    /**
     * Compiled rules that were saved before. libyara believes what they say: only rules that are trusted may come here.
     *
     * @throws RuleException if they are damaged, were compiled by another version, or lack a variable
     */
    static NativeRules load(YaraLibrary library, byte[] saved, List<External> externals) throws RuleException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment out = arena.allocate(ADDRESS);
            int status;
            try (NativeStream stream = NativeStream.reading(library, saved, arena)) {
                status = library.rulesLoad(stream.segment(), out);
            }
            if (status != YaraStatus.SUCCESS) {
                throw new RuleException(YaraStatus.describe(status));
            }
            NativeRules rules = new NativeRules(library, out.get(ADDRESS, 0));
            for (External external : externals) {
                int defined =
                        library.rulesDefine(rules.rules, arena.allocateFrom(external.name()), external.value(), arena);
                if (defined == YaraStatus.INVALID_ARGUMENT) {
                    continue; // these rules do not use it; others may
                }
                if (defined != YaraStatus.SUCCESS) {
                    rules.close();
                    throw new RuleException(
                            "external variable " + external.name() + ": " + YaraStatus.describe(defined));
                }
            }
            return rules;
        }
    }

    /** The rules as bytes, as {@code yarac} would write them into a file. */
    byte[] save() throws RuleException {
        return NativeStream.written(library, stream -> library.rulesSave(rules, stream));
    }

    /** How many rules there are. */
    int count(YaraLayout layout) {
        return Native.integer(rules.address() + layout.ruleCount());
    }

    MemorySegment segment() {
        return rules;
    }

    @Override
    public void close() {
        library.rulesDestroy(rules);
    }
}
