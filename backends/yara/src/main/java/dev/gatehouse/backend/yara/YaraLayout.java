package dev.gatehouse.backend.yara;

import java.util.List;

/**
 * Where the fields of libyara's structures are, in bytes, on 64-bit systems: as {@code offsetof} tells with the headers
 * of each version (libyara/include/yara/types.h). What is not named here is the same in all of them.
 *
 * @param version the versions of YARA that have these structures
 * @param rulesFileVersion the version that this libyara writes into files of compiled rules; it tells versions apart
 * @param addsBytes whether the library has {@code yr_compiler_add_bytes}, which came with 4.4
 * @param ruleIdentifier YR_RULE.identifier
 * @param ruleTags YR_RULE.tags
 * @param ruleMetas YR_RULE.metas
 * @param ruleStrings YR_RULE.strings
 * @param ruleNamespace YR_RULE.ns
 * @param ruleCount YR_RULES.num_rules
 */
record YaraLayout(
        String version,
        int rulesFileVersion,
        boolean addsBytes,
        int ruleIdentifier,
        int ruleTags,
        int ruleMetas,
        int ruleStrings,
        int ruleNamespace,
        int ruleCount) {

    /** YR_SCAN_CONTEXT.entry_point. */
    static final int CONTEXT_ENTRY_POINT = 8;
    /** YR_SCAN_CONTEXT.timeout, in nanoseconds. */
    static final int CONTEXT_TIMEOUT = 24;
    /** YR_SCAN_CONTEXT.matches: an array of YR_MATCHES, one a string. */
    static final int CONTEXT_MATCHES = 160;

    /** sizeof(YR_MATCHES); its first field is the head of the list. */
    static final int MATCHES_SIZE = 24;

    static final int MATCH_BASE = 0;
    static final int MATCH_OFFSET = 8;
    static final int MATCH_LENGTH = 16;
    static final int MATCH_NEXT = 40;
    static final int MATCH_PRIVATE = 52;

    static final int STRING_SIZE = 56;
    static final int STRING_FLAGS = 0;
    static final int STRING_INDEX = 4;
    static final int STRING_IDENTIFIER = 48;
    static final int STRING_LAST = 0x1000;

    static final int META_SIZE = 32;
    static final int META_IDENTIFIER = 0;
    static final int META_STRING = 8;
    static final int META_INTEGER = 16;
    static final int META_TYPE = 24;
    static final int META_FLAGS = 28;
    static final int META_TYPE_STRING = 2;
    static final int META_TYPE_BOOLEAN = 3;
    static final int META_LAST = 1;

    /** The structures up to 4.3. */
    private static YaraLayout before44(String version, int rulesFileVersion) {
        return new YaraLayout(version, rulesFileVersion, false, 8, 16, 24, 32, 40, 64);
    }

    /** Since 4.4: YR_RULE has {@code required_strings} before the identifier, and YR_RULES one more table. */
    private static YaraLayout since44(String version, int rulesFileVersion) {
        return new YaraLayout(version, rulesFileVersion, true, 16, 24, 32, 40, 48, 72);
    }

    /** All that are known. 4.3 and later have one library name, libyara.so.10. */
    static final List<YaraLayout> KNOWN =
            List.of(before44("4.2", 19), before44("4.3", 20), since44("4.4", 20), since44("4.5", 21));
}
