package dev.gatehouse.backend.yara;

import java.util.Map;

/** What libyara's functions return, by the names in libyara/include/yara/error.h. */
final class YaraStatus {

    static final int SUCCESS = 0;
    static final int INSUFFICIENT_MEMORY = 1;
    static final int INVALID_FILE = 6;
    static final int EXEC_STACK_OVERFLOW = 25;
    static final int SCAN_TIMEOUT = 26;
    static final int CALLBACK_ERROR = 28;
    static final int INVALID_ARGUMENT = 29;
    static final int TOO_MANY_MATCHES = 30;
    static final int TOO_MANY_RE_FIBERS = 46;

    private static final Map<Integer, String> NAMES = Map.ofEntries(
            Map.entry(INSUFFICIENT_MEMORY, "insufficient memory"),
            Map.entry(INVALID_FILE, "not a file of compiled rules"),
            Map.entry(7, "the file of compiled rules is damaged"),
            Map.entry(8, "compiled by another version of YARA"),
            Map.entry(EXEC_STACK_OVERFLOW, "a condition needs more stack than there is"),
            Map.entry(SCAN_TIMEOUT, "the time was over"),
            Map.entry(CALLBACK_ERROR, "what it found could not be taken"),
            Map.entry(INVALID_ARGUMENT, "invalid argument"),
            Map.entry(TOO_MANY_MATCHES, "too many matches of one pattern"),
            Map.entry(31, "internal error"),
            Map.entry(TOO_MANY_RE_FIBERS, "a regular expression branches too much on these bytes"),
            Map.entry(48, "an external variable has another type in the rules"));

    private YaraStatus() {}

    /** What a status means, with its number. */
    static String describe(int status) {
        return NAMES.getOrDefault(status, "error") + " (libyara's error " + status + ")";
    }

    /** Whether a scan ended at one of libyara's own limits, which hostile bytes can bring about. */
    static boolean isLimit(int status) {
        return status == EXEC_STACK_OVERFLOW || status == TOO_MANY_MATCHES || status == TOO_MANY_RE_FIBERS;
    }
}
