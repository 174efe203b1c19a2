package dev.gatehouse.engine;

import dev.gatehouse.engine.Recall.Mark;
import dev.gatehouse.engine.content.Content;
import dev.gatehouse.engine.content.FileOnDisk;
import dev.gatehouse.engine.content.GuardedContent;
import dev.gatehouse.engine.unpack.StopUnpacking;
import dev.gatehouse.engine.unpack.Unpackers;
import dev.gatehouse.spi.ContentType;
import dev.gatehouse.spi.DigestAlgorithm;
import dev.gatehouse.spi.Reason;
import dev.gatehouse.spi.ReasonCode;
import java.io.IOException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Goes down a file, depth first: a part is judged by the backends, then opened in every way it can be read, and each
 * part that comes out goes the same way before the next one is decoded.
 */
final class Descent {

    private static final Set<ContentType> EMPTY = Set.of(ContentType.EMPTY);
    private static final Set<ContentType> UNKNOWN = Set.of(ContentType.BINARY);

    /** Types that hold parts: bytes that hide others. When none is opened, not every byte was looked at. */
    private static final Set<ContentType> HOLDING_PARTS = Set.of(
            ContentType.OLE2,
            ContentType.PDF,
            ContentType.MAIL,
            ContentType.ENCODED_TEXT,
            ContentType.CMS,
            ContentType.SWF,
            ContentType.ZIP,
            ContentType.TAR,
            ContentType.GZIP,
            ContentType.BZIP2,
            ContentType.XZ,
            ContentType.LZMA,
            ContentType.ZSTD,
            ContentType.LZ4_FRAME,
            ContentType.LZ4_BLOCK,
            ContentType.SNAPPY_FRAMED,
            ContentType.BROTLI,
            ContentType.COMPRESS,
            ContentType.SEVEN_Z,
            ContentType.AR,
            ContentType.CPIO,
            ContentType.RPM,
            ContentType.ARJ,
            ContentType.DUMP,
            ContentType.RAR,
            ContentType.CAB,
            ContentType.ISO9660,
            ContentType.CHM,
            ContentType.TNEF,
            ContentType.SZDD,
            ContentType.WOFF2);

    final Terms terms;
    final ScanState state;
    private final Hearing hearing;
    private final Optional<Recall> recall;
    private final Optional<FileOnDisk> file;
    private final Set<ContentType> opens;

    /**
     * The way down one file.
     *
     * @param file where the file's bytes lie on disk, if they do
     */
    Descent(Terms terms, Panel panel, ScanState state, Hearing hearing, Optional<FileOnDisk> file) {
        this.terms = terms;
        this.state = state;
        this.hearing = hearing;
        this.file = file;
        this.recall = terms.cache().map(cache -> new Recall(cache, terms, panel, state));
        this.opens = terms.unpackers().types();
    }

    /**
     * Judges a part and all that comes out of it. Whatever its bytes bring about becomes a reason.
     *
     * @param container what it came out of; null for a file
     * @param sha256 its digest, if it is known already
     */
    void judge(OpenPart part, @Nullable PartSubject container, Content content, Optional<byte[]> sha256) {
        Journal journal = state.journal;
        journal.describe(part, content.size(), Optional.empty());
        if (content.size() == 0) {
            journal.types(part, EMPTY);
            return;
        }
        if (state.overAt(part)) {
            return;
        }
        if (part.depth == 0) {
            hearing.noteAbsences(part);
        }
        try {
            examine(part, container, content, sha256);
        } catch (RuntimeException | VirtualMachineError | LinkageError | AssertionError e) {
            journal.passingReason(part, Unpackers.reasonOf(e));
        }
        journal.resume(part);
        state.overAt(part);
    }

    private void examine(OpenPart part, @Nullable PartSubject container, Content content, Optional<byte[]> known) {
        Optional<byte[]> sha256 = known.isPresent() ? known : digestIfNeeded(part, content);
        if (sha256.isPresent()) {
            state.journal.describe(
                    part, content.size(), Optional.of(HexFormat.of().formatHex(sha256.get())));
        }
        Optional<Mark> mark = Optional.empty();
        if (recall.isPresent() && sha256.isPresent() && !state.journal.hasReasons(part)) {
            Mark before = recall.get().mark(part, sha256.get());
            if (recall.get().recalls(part, container, before)) {
                return;
            }
            mark = Optional.of(before);
        }
        Set<ContentType> types = types(part, content);
        Optional<FileOnDisk> itself = part.depth == 0 ? file : Optional.empty();
        PartSubject subject = new PartSubject(part.name, container, types, content, sha256, itself, state.deadline);
        List<Hearing.Pending> pending = hearing.begin(part, subject);
        try {
            hearing.hold(part, subject);
            if (state.goesOn()) {
                open(part, subject, content);
            }
        } finally {
            hearing.conclude(part, subject, pending);
        }
        if (mark.isPresent() && recall.isPresent()) {
            recall.get().keep(part, container, subject, mark.get());
        }
    }

    private Optional<byte[]> digestIfNeeded(OpenPart part, Content content) {
        try {
            boolean needed = terms.options().digests()
                    || (recall.isPresent() && recall.get().mayKnow(content));
            return needed ? Optional.of(Digests.of(content, DigestAlgorithm.SHA256, state.deadline)) : Optional.empty();
        } catch (IOException e) {
            unreadable(part, e);
            return Optional.empty();
        }
    }

    private Set<ContentType> types(OpenPart part, Content content) {
        Set<ContentType> types = UNKNOWN;
        try {
            types = terms.detector().detect(content);
        } catch (IOException e) {
            unreadable(part, e);
        }
        types = both(types, part.declared);
        state.journal.types(part, types);
        return types;
    }

    /** What the bytes show, and what the container or the caller says. */
    private static Set<ContentType> both(Set<ContentType> shown, Set<ContentType> declared) {
        if (shown.containsAll(declared)) {
            return shown;
        }
        Set<ContentType> all = new LinkedHashSet<>(shown);
        all.remove(ContentType.BINARY); // which says that nothing is known
        all.addAll(declared);
        return Collections.unmodifiableSet(all);
    }

    private void unreadable(OpenPart part, IOException thrown) {
        if (!state.overAt(part)) {
            state.journal.reason(part, Mishap.ofReading(thrown));
        }
    }

    /** Opens a part in every way that it can be read; where nothing is to be opened, there is nothing to miss either. */
    private void open(OpenPart part, PartSubject subject, Content content) {
        if (opens.isEmpty()) {
            return;
        }
        for (ContentType type : subject.types()) {
            if (!opens.contains(type)) {
                if (HOLDING_PARTS.contains(type)) {
                    state.journal.reason(part, new Reason(ReasonCode.UNSUPPORTED, type + " is not opened"));
                }
            } else if (!state.budget.opens(part.depth)) {
                state.journal.reason(part, state.budget.tooDeep());
            } else if (subject.holdsItself()) {
                state.journal.reason(part, new Reason(ReasonCode.LIMIT_DEPTH, "holds itself, without end"));
            } else {
                unpack(type, part, subject, content);
            }
            if (!state.goesOn()) {
                return;
            }
        }
    }

    private void unpack(ContentType type, OpenPart part, PartSubject subject, Content content) {
        try {
            Content guarded = new GuardedContent(content, state.deadline);
            terms.unpackers().unpack(type, guarded, new Collector(this, part, subject, content));
        } catch (StopUnpacking e) {
            // the state tells why
        } catch (RuntimeException | VirtualMachineError | LinkageError | AssertionError e) {
            state.journal.passingReason(part, Unpackers.reasonOf(e));
        }
        state.journal.resume(part);
        state.overAt(part);
    }
}
