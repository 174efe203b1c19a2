package dev.gatehouse.backend.yara;

import dev.gatehouse.spi.Finding;
import dev.gatehouse.spi.Occurrence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Reads a rule that matched, and where, from libyara's memory.
 *
 * @param layout where the fields are
 * @param maxOccurrences how many places of a rule are told; the first of each pattern come first
 */
record MatchReader(YaraLayout layout, int maxOccurrences) implements NativeScanner.RuleReader {

    /** The metadata of a finding that names the rule's namespace. */
    static final String NAMESPACE = "namespace";
    /** The metadata of a finding that holds the rule's tags, with spaces between. */
    static final String TAGS = "tags";
    /** What begins the names of the rule's own metadata. */
    static final String META = "meta.";

    /**
     * The rule as a finding.
     *
     * @param rule the address of a YR_RULE
     * @param context the address of the scan's YR_SCAN_CONTEXT
     */
    @Override
    public Finding finding(long rule, long context) {
        return new Finding(name(rule), occurrences(rule, context), metadata(rule));
    }

    @Override
    public String name(long rule) {
        return Native.text(Native.number(rule + layout.ruleIdentifier()));
    }

    private List<Occurrence> occurrences(long rule, long context) {
        List<Occurrence> occurrences = new ArrayList<>();
        long matches = Native.number(context + YaraLayout.CONTEXT_MATCHES);
        for (long string = Native.number(rule + layout.ruleStrings());
                string != 0 && occurrences.size() < maxOccurrences;
                string = nextString(string)) {
            int index = Native.integer(string + YaraLayout.STRING_INDEX);
            String pattern = Native.text(Native.number(string + YaraLayout.STRING_IDENTIFIER));
            long match = Native.number(matches + (long) index * YaraLayout.MATCHES_SIZE);
            while (match != 0 && occurrences.size() < maxOccurrences) {
                if (!Native.flag(match + YaraLayout.MATCH_PRIVATE)) {
                    long offset = Native.number(match + YaraLayout.MATCH_BASE)
                            + Native.number(match + YaraLayout.MATCH_OFFSET);
                    int length = Native.integer(match + YaraLayout.MATCH_LENGTH);
                    occurrences.add(new Occurrence(pattern, offset, OptionalLong.of(length)));
                }
                match = Native.number(match + YaraLayout.MATCH_NEXT);
            }
        }
        return occurrences;
    }

    private static long nextString(long string) {
        boolean last = (Native.integer(string + YaraLayout.STRING_FLAGS) & YaraLayout.STRING_LAST) != 0;
        return last ? 0 : string + YaraLayout.STRING_SIZE;
    }

    private Map<String, String> metadata(long rule) {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put(NAMESPACE, Native.text(Native.number(Native.number(rule + layout.ruleNamespace()))));
        String tags = tags(Native.number(rule + layout.ruleTags()));
        if (!tags.isEmpty()) {
            metadata.put(TAGS, tags);
        }
        for (long meta = Native.number(rule + layout.ruleMetas()); meta != 0; meta = nextMeta(meta)) {
            String key = META + Native.text(Native.number(meta + YaraLayout.META_IDENTIFIER));
            metadata.merge(key, value(meta), (first, second) -> first + "\n" + second);
        }
        return metadata;
    }

    /** Tags stand one behind the other, each with a zero byte, and an empty one at the end. */
    private static String tags(long address) {
        List<String> tags = new ArrayList<>();
        for (long tag = address; tag != 0; tag += Native.length(tag) + 1) {
            String text = Native.text(tag);
            if (text.isEmpty()) {
                break;
            }
            tags.add(text);
        }
        return String.join(" ", tags);
    }

    private static long nextMeta(long meta) {
        boolean last = (Native.integer(meta + YaraLayout.META_FLAGS) & YaraLayout.META_LAST) != 0;
        return last ? 0 : meta + YaraLayout.META_SIZE;
    }

    private static String value(long meta) {
        return switch (Native.integer(meta + YaraLayout.META_TYPE)) {
            case YaraLayout.META_TYPE_STRING -> Native.text(Native.number(meta + YaraLayout.META_STRING));
            case YaraLayout.META_TYPE_BOOLEAN -> Boolean.toString(Native.number(meta + YaraLayout.META_INTEGER) != 0);
            default -> Long.toString(Native.number(meta + YaraLayout.META_INTEGER));
        };
    }
}
