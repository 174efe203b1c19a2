package dev.gatehouse.backend.icap;

import dev.gatehouse.spi.ReasonCode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How one product speaks ICAP. Plain data, read from a YAML file by {@link ProfileReader}; docs/icap.md tells what each
 * key is for.
 *
 * @param vendor the company or project
 * @param product the product's name
 * @param services the usual service of each method, for URLs without one
 * @param signals the fields that tell what was found, those that hold the best name first
 * @param notScanned words in names and pages that mean that something was not scanned
 * @param blockedStatuses HTTP statuses of the pages that stand in for a blocked file
 * @param blockedName finds a name in such a page, as its first group
 * @param statuses ICAP statuses that have a meaning of their own
 * @param cleanNeeds fields without which an answer does not say that the file was scanned
 * @param trickles whether the product sends the beginning of a file back while it still waits for the rest
 * @param eicarCheck whether the product lets files pass when it is out of order, so that only a test file can tell
 * @param engineVersion the field in the answer to OPTIONS that holds the engine's version
 * @param signatureVersion the field that holds the version of the signatures
 * @param signatureDate finds a date, year first, in that field, as its first group
 */
record Profile(
        String vendor,
        String product,
        Map<Method, String> services,
        List<Signal> signals,
        List<NotScanned> notScanned,
        Set<Integer> blockedStatuses,
        Optional<Pattern> blockedName,
        Map<Integer, ReasonCode> statuses,
        List<String> cleanNeeds,
        boolean trickles,
        boolean eicarCheck,
        String engineVersion,
        String signatureVersion,
        Optional<Pattern> signatureDate) {

    Profile {
        services = Map.copyOf(services);
        signals = List.copyOf(signals);
        notScanned = List.copyOf(notScanned);
        blockedStatuses = Set.copyOf(blockedStatuses);
        statuses = Map.copyOf(statuses);
        cleanNeeds = List.copyOf(cleanNeeds);
    }

    /**
     * Words that tell that something was not scanned.
     *
     * @param words parts of a text, lower case; any of them will do
     * @param code why it was not scanned
     */
    record NotScanned(List<String> words, ReasonCode code) {
        NotScanned {
            words = List.copyOf(words);
        }
    }

    /** Why something was not scanned, if a text says that. */
    Optional<ReasonCode> notScanned(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return notScanned.stream()
                .filter(each -> each.words().stream().anyMatch(lower::contains))
                .map(NotScanned::code)
                .findFirst();
    }
}
