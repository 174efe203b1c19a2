package dev.gatehouse.backend.yara;

import dev.gatehouse.spi.Finding;
import java.util.List;
import java.util.Optional;

/**
 * What came of a search.
 *
 * @param matches what each set of rules said; the last one may have failed
 * @param stopped whether it ended because it was stopped
 * @param rule the rule that the search failed at, if libyara tells
 */
record SearchResult(List<NativeMatches> matches, boolean stopped, Optional<String> rule) {

    /** Copies the list. */
    SearchResult {
        matches = List.copyOf(matches);
    }

    List<Finding> findings() {
        return matches.stream().flatMap(each -> each.findings().stream()).toList();
    }

    List<String> limits() {
        return matches.stream().flatMap(each -> each.limits().stream()).toList();
    }

    /** The status of the set of rules that failed, or success. */
    int status() {
        return matches.isEmpty() ? YaraStatus.SUCCESS : matches.getLast().status();
    }

    Optional<Throwable> failure() {
        return matches.isEmpty() ? Optional.empty() : matches.getLast().failure();
    }
}
