package dev.gatehouse.signatures.compile;

import dev.gatehouse.signatures.model.BodyPattern;
import java.util.Comparator;

/**
 * What it costs to look for a pattern: how often its dearest segment is tried.
 *
 * @param anchorBytes how many fixed bytes in a row that segment is found by; 0 when it is tried at every position
 * @param shareOfPositions at which share of the positions of ordinary files it is tried, from 0 to 1; an estimate by the
 *     table of byte pairs
 */
public record SearchCost(int anchorBytes, double shareOfPositions) {

    /** The cost of a pattern by itself, whatever else is looked for. */
    public static SearchCost of(BodyPattern pattern) {
        return Segmenter.segments(pattern).stream()
                .map(SearchCost::of)
                .max(Comparator.comparingDouble(SearchCost::shareOfPositions))
                .orElseThrow();
    }

    private static SearchCost of(Segment segment) {
        Anchor anchor = Anchors.choose(segment, gram -> 0);
        return new SearchCost(anchor.kind().anchorBytes(), Anchors.share(segment.pieces(), anchor));
    }
}
