package dev.gatehouse.engine;

import dev.gatehouse.spi.ContentType;
import dev.gatehouse.spi.Reason;
import dev.gatehouse.spi.ReasonCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A part whose scan is under way, and what is known of it so far. Guarded by its {@link Journal}. */
final class OpenPart {

    /**
     * How many reasons of its own a part keeps, and one more of each code: a hostile archive could give one for every few
     * bytes.
     */
    private static final int MAX_REASONS = 100;

    final String name;
    final @Nullable OpenPart container;
    final int depth;
    /** What it is to be opened as, whatever its bytes look like. */
    final Set<ContentType> declared;

    private final long startNanos = System.nanoTime();

    Set<ContentType> types = Set.of();
    long size;
    Optional<String> sha256 = Optional.empty();
    boolean cached;
    /** How many levels of parts lie below. */
    int height;
    /** A bit for each backend that counts and found something in it or below. */
    long votes;

    private List<BackendFinding> findings = List.of();
    private List<Reason> reasons = List.of();
    private List<PartReport> parts = List.of();

    OpenPart(String name, @Nullable OpenPart container, Set<ContentType> declared) {
        this.name = name;
        this.declared = declared;
        this.container = container;
        this.depth = container == null ? 0 : container.depth + 1;
    }

    void add(BackendFinding finding) {
        if (findings.isEmpty()) {
            findings = new ArrayList<>(1);
        }
        findings.add(finding);
    }

    void add(Reason reason) {
        if (reasons.isEmpty()) {
            reasons = new ArrayList<>(1);
        }
        boolean onceEach = reasons.size() >= MAX_REASONS || reason.code().category() == ReasonCode.Category.ENVIRONMENT;
        if (onceEach ? !hasReason(reason.code()) : !reasons.contains(reason)) {
            reasons.add(reason);
        }
    }

    void add(PartReport part, int itsHeight, long itsVotes) {
        if (parts.isEmpty()) {
            parts = new ArrayList<>(4);
        }
        parts.add(part);
        height = Math.max(height, itsHeight + 1);
        votes |= itsVotes;
    }

    /** Takes over what is known of an identical part. */
    void addAll(CachedVerdict verdict) {
        PartReport known = verdict.report();
        types = known.types();
        cached = true;
        known.findings().forEach(this::add);
        known.reasons().forEach(this::add);
        parts = known.parts();
        height = verdict.height();
        votes |= verdict.votes();
    }

    boolean hasReasons() {
        return !reasons.isEmpty();
    }

    boolean hasReason(ReasonCode code) {
        for (Reason reason : reasons) {
            if (reason.code() == code) {
                return true;
            }
        }
        return false;
    }

    /** What is known now. */
    PartReport report() {
        return report(parts);
    }

    /** What is known now, with a part that is under way as its last. */
    PartReport reportWith(PartReport last) {
        List<PartReport> all = new ArrayList<>(parts);
        all.add(last);
        return report(all);
    }

    private PartReport report(List<PartReport> all) {
        return new PartReport(
                name,
                types,
                size,
                sha256,
                findings,
                reasons,
                all,
                Duration.ofNanos(System.nanoTime() - startNanos),
                cached);
    }
}
