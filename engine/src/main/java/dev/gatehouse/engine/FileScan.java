package dev.gatehouse.engine;

import dev.gatehouse.engine.budget.Budget;
import dev.gatehouse.engine.content.Content;
import dev.gatehouse.engine.content.FileSource;
import dev.gatehouse.engine.content.Spill;
import dev.gatehouse.engine.content.Spilled;
import dev.gatehouse.engine.unpack.Unpackers;
import dev.gatehouse.spi.Deadline;
import dev.gatehouse.spi.Reason;
import dev.gatehouse.spi.ReasonCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The scan of one file, from its opening to its report. Runs on one thread; another may {@link #abandon} it and go on
 * with what is known.
 */
final class FileScan {

    private final Terms terms;
    private final String name;
    private final Deadline deadline;
    private final Journal journal;
    private final long startNanos = System.nanoTime();

    FileScan(Terms terms, String name, Deadline outer) {
        this.terms = terms;
        this.name = name;
        this.deadline = outer.within(terms.options().limits().time());
        this.journal = new Journal(name);
    }

    /** When the scan must be done. */
    Deadline deadline() {
        return deadline;
    }

    /** Scans a file. */
    ScanReport file(Path file) {
        if (deadline.expired()) {
            return failed(Budget.over(deadline));
        }
        Content content;
        try {
            content = FileSource.open(file);
        } catch (IOException e) {
            return failed(Mishap.ofReading(e));
        } catch (OutOfMemoryError e) {
            return failed(Unpackers.reasonOf(e));
        }
        try (content) {
            return content(content);
        }
    }

    /** Scans what a stream gives, up to its end. */
    ScanReport stream(InputStream stream) {
        Spill.Meter untilOver = (wanted, _) -> deadline.expired() ? 0 : wanted;
        Spilled spilled;
        try {
            spilled = terms.spills().get().take(stream, untilOver, Optional.empty());
        } catch (OutOfMemoryError e) {
            return failed(Unpackers.reasonOf(e));
        }
        try (Content content = spilled.content()) {
            switch (spilled.ending()) {
                case Spilled.Complete _ -> {}
                case Spilled.Refused _ -> journal.reason(journal.root(), Budget.over(deadline));
                case Spilled.Broken(Throwable cause) -> journal.reason(journal.root(), Mishap.ofReading(cause));
                case Spilled.NoSpace(String message) ->
                    journal.reason(journal.root(), new Reason(ReasonCode.NO_SPACE, message));
            }
            return content(content);
        }
    }

    /** Scans a content, which stays the caller's to close. */
    ScanReport content(Content content) {
        Budget budget = new Budget(terms.options().limits(), content.size(), deadline);
        ScanState state = new ScanState(journal, deadline, budget);
        new Descent(terms, state).judge(journal.root(), null, content, Optional.empty());
        return report(journal.end(journal.root()));
    }

    /** Called by another thread when this scan does not end: all that is known of the file. */
    ScanReport abandon() {
        return report(journal.seal(Budget.over(deadline)));
    }

    private ScanReport failed(Reason reason) {
        journal.reason(journal.root(), reason);
        return report(journal.end(journal.root()));
    }

    private ScanReport report(PartReport root) {
        Verdict verdict =
                journal.noteworthy() ? Judgement.of(root, terms.lineup(), journal.answered()) : Judgement.CLEAN;
        return new ScanReport(
                name,
                verdict,
                root,
                Judgement.countParts(root),
                Judgement.countBytes(root),
                terms.lineup().generation(),
                Duration.ofNanos(System.nanoTime() - startNanos));
    }
}
