package dev.gatehouse.backend.clamd;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What clamd says of one thing it scanned: {@code stream: OK}, {@code /a/path: NAME FOUND}, {@code … ERROR}. */
sealed interface Reply {

    /** Nothing was found in what was looked at. */
    record Ok() implements Reply {}

    /**
     * A signature matched, or an alert was raised.
     *
     * @param name as clamd writes it
     * @param metadata digest and size of the part that matched, where clamd's ExtendedDetectionInfo is on
     */
    record Found(String name, Map<String, String> metadata) implements Reply {}

    /** Clamd could not scan it; the text without the word ERROR. */
    record Failure(String text) implements Reply {}

    /** Something that clamd(8) does not know. */
    record Unknown(String text) implements Reply {}

    /** {@code NAME(digest:size)}: the part of a container that matched. */
    Pattern EXTENDED = Pattern.compile("(.+)\\(([0-9a-f]{32,64}):([0-9]+)\\)");

    /** Reads one answer, without its number and its terminator. */
    static Reply parse(String text) {
        if (text.endsWith(" FOUND")) {
            String found = text.substring(0, text.length() - " FOUND".length());
            // a path may hold ": ", a signature's name may not
            String name = found.substring(found.lastIndexOf(": ") + 1).strip();
            if (name.isEmpty()) {
                return new Unknown(text);
            }
            Matcher extended = EXTENDED.matcher(name);
            return extended.matches()
                    ? new Found(extended.group(1), Map.of("digest", extended.group(2), "size", extended.group(3)))
                    : new Found(name, Map.of());
        }
        if (text.endsWith(": OK")) {
            return new Ok();
        }
        if (text.endsWith(" ERROR")) {
            return new Failure(
                    text.substring(0, text.length() - " ERROR".length()).strip());
        }
        return new Unknown(text);
    }
}
