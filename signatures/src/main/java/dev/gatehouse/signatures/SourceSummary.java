package dev.gatehouse.signatures;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What was read from signature sources.
 *
 * @param sources a tally for each source, in the order they were read; a container's members count one by one
 * @param diagnostics what the readers had to say, the first {@value #MAX_DIAGNOSTICS} of it
 * @param diagnosticsLeftOut how many more diagnostics there were
 */
public record SourceSummary(List<SourceTally> sources, List<Diagnostic> diagnostics, long diagnosticsLeftOut) {

    /** How many diagnostics are kept. */
    public static final int MAX_DIAGNOSTICS = 200;

    /** Copies the lists. */
    public SourceSummary {
        sources = List.copyOf(sources);
        diagnostics = List.copyOf(diagnostics);
    }

    /** How many signatures were read, by kind. Kinds that there are none of are missing. */
    public Map<SignatureKind, Long> signatures() {
        Map<SignatureKind, Long> sum = new EnumMap<>(SignatureKind.class);
        for (SourceTally source : sources) {
            source.signatures().forEach((kind, count) -> sum.merge(kind, count, Long::sum));
        }
        return Map.copyOf(sum);
    }

    /** How many signatures were read. */
    public long signatureCount() {
        return sources.stream().mapToLong(SourceTally::signatureCount).sum();
    }

    /** How many lines or sources could not be read. */
    public long errors() {
        return sources.stream().mapToLong(SourceTally::errors).sum();
    }

    /** Whether everything could be read. */
    public boolean isComplete() {
        return errors() == 0;
    }

    /**
     * What one source gave.
     *
     * @param name the source's name, as given; for a member of a container {@code main.cvd!main.hdb}
     * @param signatures how many signatures it gave, by kind
     * @param otherLevel how many were skipped because they are for other functionality levels
     * @param ignored how many were removed by an ignore list
     * @param unsupported how many were skipped because something in them is not supported
     * @param errors how many lines, or the source itself, could not be read
     */
    public record SourceTally(
            String name,
            Map<SignatureKind, Long> signatures,
            long otherLevel,
            long ignored,
            long unsupported,
            long errors) {

        /** Copies the map. */
        public SourceTally {
            signatures = Map.copyOf(signatures);
        }

        /** How many signatures it gave. */
        public long signatureCount() {
            return signatures.values().stream().mapToLong(Long::longValue).sum();
        }
    }
}
