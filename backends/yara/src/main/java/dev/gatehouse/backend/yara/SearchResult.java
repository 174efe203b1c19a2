package dev.gatehouse.backend.yara;

import dev.gatehouse.spi.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

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
        return all(NativeMatches::findings);
    }

    List<String> limits() {
        return all(NativeMatches::limits);
    }

    /** Most often there is one set of rules, and it has found nothing. */
    private <T> List<T> all(Function<NativeMatches, List<T>> part) {
        if (matches.size() == 1) {
            return part.apply(matches.getFirst());
        }
        List<T> all = new ArrayList<>();
        matches.forEach(each -> all.addAll(part.apply(each)));
        return all;
    }

    /** The status of the set of rules that failed, or success. */
    int status() {
        return matches.isEmpty() ? YaraStatus.SUCCESS : matches.getLast().status();
    }

    Optional<Throwable> failure() {
        return matches.isEmpty() ? Optional.empty() : matches.getLast().failure();
    }
}
