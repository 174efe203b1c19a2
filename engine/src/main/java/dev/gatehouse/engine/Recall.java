package dev.gatehouse.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.gatehouse.engine.content.Content;
import dev.gatehouse.spi.ContentType;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what came of a part, and knows it again. A remembered verdict costs the budget what it cost the first time,
 * so that a file's report does not depend on what was scanned before.
 */
final class Recall {

    private final VerdictCache cache;
    private final Terms terms;
    private final Panel panel;
    private final ScanState state;

    Recall(VerdictCache cache, Terms terms, Panel panel, ScanState state) {
        this.cache = cache;
        this.terms = terms;
        this.panel = panel;
        this.state = state;
    }

    /**
     * Whether an identical part may have come before, so that its digest is worth computing.
     *
     * @throws IOException if the content cannot be read
     */
    boolean mayKnow(Content content) throws IOException {
        return cache.sightings().before(content);
    }

    /** How the scan stood before a part: what came since is the part's. */
    record Mark(VerdictCache.Key key, long unrepeatable, long notes, long parts, long bytes) {}

    Mark mark(OpenPart part, byte[] sha256) {
        // opened as something else, the same bytes are something else
        byte[] known = part.declared.isEmpty() ? sha256 : Digests.ofBoth(sha256, ids(part.declared));
        VerdictCache.Key key = VerdictCache.Key.of(
                known, part.size, panel.lineup().generation(), panel.epoch(), part.depth == 0 && panel.wholeFiles());
        Journal journal = state.journal;
        return new Mark(key, journal.unrepeatable(), journal.notes(), state.budget.parts(), state.budget.bytes());
    }

    private static byte[] ids(Set<ContentType> types) {
        return types.stream()
                .map(ContentType::id)
                .sorted()
                .collect(Collectors.joining(" "))
                .getBytes(UTF_8);
    }

    /** Takes over the verdict on an identical part, if there is one that the limits allow here. */
    boolean recalls(OpenPart part, @Nullable PartSubject container, Mark mark) {
        Optional<CachedVerdict> verdict = cache.find(mark.key);
        boolean contextual = false;
        if (verdict.isEmpty() && cache.contextual()) {
            verdict = within(mark.key, container).flatMap(cache::find);
            contextual = true;
        }
        if (verdict.isEmpty() || !affordable(part, verdict.get())) {
            return false;
        }
        if (contextual && container != null) {
            container.askAllContainers();
        }
        state.journal.known(part, verdict.get());
        state.voted(verdict.get().votes());
        return true;
    }

    /** When the limits would cut it, the part is scanned again and cut where they say. */
    private boolean affordable(OpenPart part, CachedVerdict verdict) {
        return part.depth + verdict.height() <= terms.options().limits().depth()
                && state.budget.chargeWhole(verdict.parts(), verdict.bytes());
    }

    /** Keeps what came of a part, unless it might not come again. */
    void keep(OpenPart part, @Nullable PartSubject container, PartSubject subject, Mark mark) {
        Journal journal = state.journal;
        if (journal.unrepeatable() != mark.unrepeatable || subject.pathAsked() || journal.sealed()) {
            return;
        }
        Optional<VerdictCache.Key> key = subject.containerAsked() ? within(mark.key, container) : Optional.of(mark.key);
        key.ifPresent(known -> cache.keep(
                known,
                new CachedVerdict(
                        journal.peek(part),
                        state.budget.parts() - mark.parts,
                        state.budget.bytes() - mark.bytes,
                        part.height,
                        part.votes,
                        journal.notes() > mark.notes)));
    }

    private static Optional<VerdictCache.Key> within(VerdictCache.Key key, @Nullable PartSubject container) {
        try {
            return Optional.of(key.within(PartSubject.chain(container)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
