package dev.gatehouse.backend.command;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How a scanner is called and understood.
 *
 * @param vendor the company or project
 * @param product the product's name
 * @param programs where the program is looked for: absolute paths, and names searched in the path
 * @param arguments with {@code {file}}, {@code {files}}, {@code {list}} and {@code {more}} to be filled in
 * @param allMatches arguments added when every match is wanted, if there are such
 * @param everyMatch whether it reports every match in any case
 * @param giving how it is given files
 * @param batch how many files a run is given at most
 * @param unpacks whether it opens containers
 * @param largest the largest file that it looks at, in bytes
 * @param environment variables set for it
 * @param requires what must be given as more arguments, in words
 * @param exitCodes what its exit codes mean
 * @param lines what its lines mean, in the order in which they are tried
 * @param version how its version is asked
 * @param signatureFiles files whose newest time is that of the signatures
 */
record Profile(
        String vendor,
        String product,
        List<String> programs,
        List<String> arguments,
        List<String> allMatches,
        boolean everyMatch,
        Giving giving,
        int batch,
        boolean unpacks,
        OptionalLong largest,
        Map<String, String> environment,
        Optional<String> requires,
        ExitCodes exitCodes,
        List<LineRule> lines,
        Optional<VersionQuestion> version,
        List<String> signatureFiles) {

    /** How a scanner is given files. */
    enum Giving {
        /** One path in its arguments. */
        PATH,
        /** The bytes on its standard input. */
        STDIN,
        /** Several paths at once, in its arguments or in a file that lists them. */
        BATCH
    }

    /**
     * What exit codes mean; one that is not named is an error.
     *
     * @param clean the run went well; nothing was found, or the lines say what
     * @param infected something was found
     * @param incomplete nothing was found, but not all was looked at
     */
    record ExitCodes(Set<Integer> clean, Set<Integer> infected, Set<Integer> incomplete) {
        boolean known(int code) {
            return clean.contains(code) || infected.contains(code) || incomplete.contains(code);
        }
    }

    /**
     * How a scanner tells its version.
     *
     * @param arguments that make it print it
     * @param pattern with the groups {@code engine}, {@code signatures} and {@code time}, as far as there are any
     * @param timeFormat of the group {@code time}, as {@link java.time.format.DateTimeFormatter} writes it, in UTC
     */
    record VersionQuestion(List<String> arguments, Pattern pattern, Optional<String> timeFormat) {}

    /** Whether every match can be had. */
    boolean canReportAll() {
        return everyMatch || !allMatches.isEmpty();
    }

    /** Whether lines alone say that a file is clean. */
    boolean saysClean() {
        return lines.stream().anyMatch(rule -> rule.kind() == LineRule.Kind.CLEAN);
    }
}
