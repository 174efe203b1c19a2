package dev.gatehouse.cli.walk;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Which names are wanted. A name passes if some include pattern is found in it, or there is none, and no exclude pattern
 * is. A pattern may match anywhere in the whole name as it is printed, as clamscan's do.
 *
 * @param includes patterns of which one must be found; empty for all names
 * @param excludes patterns of which none may be found
 */
public record NameFilter(List<Pattern> includes, List<Pattern> excludes) {

    /** Every name passes. */
    public static final NameFilter ALL = new NameFilter(List.of(), List.of());

    /** Copies the lists. */
    public NameFilter {
        includes = List.copyOf(includes);
        excludes = List.copyOf(excludes);
    }

    boolean wants(String name) {
        boolean included = includes.isEmpty()
                || includes.stream().anyMatch(p -> p.matcher(name).find());
        return included && excludes.stream().noneMatch(p -> p.matcher(name).find());
    }
}
