package dev.gatehouse.engine;

import dev.gatehouse.engine.budget.Budget;
import dev.gatehouse.engine.content.Content;
import dev.gatehouse.engine.content.FileOnDisk;
import dev.gatehouse.engine.content.FileSource;
import dev.gatehouse.engine.content.Spill;
import dev.gatehouse.engine.content.Spilled;
import dev.gatehouse.engine.unpack.Unpackers;
import dev.gatehouse.spi.ContentType;
import dev.gatehouse.spi.Deadline;
import dev.gatehouse.spi.Reason;
import dev.gatehouse.spi.ReasonCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * The scan of one file, from its opening to its report. Runs on one thread; another may {@link #abandon} it and go on
 * with what is known. Either way the scan's hold on its lineup ends.
 */
final class FileScan {

    private final Terms terms;
    private final LineupExchange.Lease lease;
    private final Deadline deadline;
    private final Attempts attempts;

    /**
     * A scan that is about to begin.
     *
     * @param lease on the lineup, ended with the scan
     * @param declared what the file is to be opened as, whatever its bytes look like
     */
    FileScan(Terms terms, LineupExchange.Lease lease, String name, Set<ContentType> declared, Deadline outer) {
        this.terms = terms;
        this.lease = lease;
        this.deadline = outer.within(terms.options().limits().time());
        this.attempts = new Attempts(terms, lease.lineup(), name, Set.copyOf(declared), deadline);
    }

    /** When the scan must be done. */
    Deadline deadline() {
        return deadline;
    }

    /** Scans a file. */
    ScanReport file(Path file) {
        try (lease) {
            if (deadline.expired()) {
                return attempts.failed(Budget.over(deadline));
            }
            // a backend that matches bytes on this very thread has no use for a path, and should not pay for it
            Optional<FileOnDisk> onDisk =
                    lease.lineup().tellsBackends() ? FileOnDisk.before(file) : Optional.<FileOnDisk>empty();
            Content content;
            try {
                content = FileSource.open(file);
            } catch (IOException e) {
                return attempts.failed(Mishap.ofReading(e));
            } catch (OutOfMemoryError e) {
                return attempts.failed(Unpackers.reasonOf(e));
            }
            try (content) {
                return attempts.content(content, onDisk, Optional.empty());
            }
        }
    }

    /** Scans what a stream gives, up to its end. */
    ScanReport stream(InputStream stream) {
        try (lease) {
            Spill.Meter untilOver = (wanted, _) -> deadline.expired() ? 0 : wanted;
            Spilled spilled;
            try {
                spilled = terms.spills().get().take(stream, untilOver, Optional.empty());
            } catch (OutOfMemoryError e) {
                return attempts.failed(Unpackers.reasonOf(e));
            }
            try (Content content = spilled.content()) {
                return attempts.content(content, Optional.empty(), unread(spilled.ending()));
            }
        }
    }

    private Optional<Reason> unread(Spilled.Ending ending) {
        return switch (ending) {
            case Spilled.Complete _ -> Optional.empty();
            case Spilled.Refused _ -> Optional.of(Budget.over(deadline));
            case Spilled.Broken(Throwable cause) -> Optional.of(Mishap.ofReading(cause));
            case Spilled.NoSpace(String message) -> Optional.of(new Reason(ReasonCode.NO_SPACE, message));
        };
    }

    /** Scans a content, which stays the caller's to close. */
    ScanReport content(Content content) {
        try (lease) {
            return attempts.content(content, Optional.empty(), Optional.empty());
        }
    }

    /** Called by another thread when this scan does not end: all that is known of the file. */
    ScanReport abandon() {
        try (lease) {
            return attempts.abandon();
        }
    }
}
