package dev.gatehouse.gateway.milter;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The {@code X-Virus-} header lines that came with a message. They are this gate's to write: whoever else put one there
 * could have others believe that the message was looked at. So all of them go.
 */
final class Marks {

    static final String SCANNED = "X-Virus-Scanned";
    static final String STATUS = "X-Virus-Status";

    private static final String PREFIX = "x-virus-";

    /** No honest message comes near. */
    private static final int MOST = 1000;

    private static final int MOST_CHARACTERS = 64 << 10;

    private final Map<String, Integer> counts = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private int count;
    private int characters;

    /** Looks at a header line. White space before the colon belongs to no name (RFC 5322, section 4.5). */
    void see(String name) {
        String stripped = name.stripTrailing();
        if (!stripped.regionMatches(true, 0, PREFIX, 0, PREFIX.length()) || tooMany()) {
            return;
        }
        count++;
        characters += stripped.length();
        if (!tooMany()) {
            counts.merge(stripped, 1, Integer::sum);
        }
    }

    /** Whether there are more than are kept, so that not all of them can be removed. */
    boolean tooMany() {
        return count > MOST || characters > MOST_CHARACTERS;
    }

    /** Removes all; of each name from the last to the first, so that no index moves before it is used. */
    List<Reply> removal() {
        List<Reply> removal = new ArrayList<>();
        counts.forEach((name, last) -> {
            for (int index = last; index > 0; index--) {
                removal.add(new Reply.DeleteHeader(index, name));
            }
        });
        return removal;
    }
}
