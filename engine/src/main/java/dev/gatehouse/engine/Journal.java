package dev.gatehouse.engine;

import dev.gatehouse.spi.ContentType;
import dev.gatehouse.spi.Reason;
import dev.gatehouse.spi.ReasonCode;
import java.util.Optional;
import java.util.Set;

/**
 * What is known of a file while its scan is under way: the parts that are open, from the file inwards, each with the
 * finished parts below it. One thread writes; another may {@link #seal} it at any time and go on with what was known,
 * so every method holds the monitor, which nobody else wants and costs some 20 ns.
 */
final class Journal {

    /** How much of a member's name is kept, in characters, and how much of all names of a file together. */
    private static final int NAME_CHARS = 4096;

    private static final int SHORT_NAME_CHARS = 64;
    private static final long ALL_NAMES_CHARS = 16 << 20;

    private final OpenPart root;
    private OpenPart current;
    private boolean sealed;
    private long nameChars;
    /** How many reasons so far would not come again with the same bytes: see {@link #unrepeatable}. */
    private long unrepeatable;

    private long notes;
    private boolean answered;

    /** A file's. The types are those that the caller says it is to be opened as. */
    Journal(String name, Set<ContentType> declared) {
        this.root = new OpenPart(name, null, declared);
        this.current = root;
    }

    OpenPart root() {
        return root;
    }

    /** Begins a part of the part given, which says what it is to be opened as. */
    synchronized OpenPart begin(OpenPart container, String name, Set<ContentType> declared) {
        OpenPart part = new OpenPart(bounded(name), container, declared);
        current = part;
        return part;
    }

    /** Goes back to a part whose parts are done, however that came about. */
    synchronized void resume(OpenPart part) {
        current = part;
    }

    /** Ends a part: it becomes one of the finished parts of its container. */
    synchronized PartReport end(OpenPart part) {
        PartReport report = part.report();
        OpenPart container = part.container;
        if (!sealed && container != null) {
            container.add(report, part.height, part.votes);
            current = container;
        }
        return report;
    }

    /** What is known of a part that goes on. */
    synchronized PartReport peek(OpenPart part) {
        return part.report();
    }

    synchronized void describe(OpenPart part, long size, Optional<String> sha256) {
        part.size = size;
        part.sha256 = sha256;
    }

    synchronized void types(OpenPart part, Set<ContentType> types) {
        part.types = types;
    }

    synchronized void finding(OpenPart part, BackendFinding finding) {
        if (!sealed) {
            notes++;
            part.add(finding);
        }
    }

    /** A backend that counts found something in a part. */
    synchronized void vote(OpenPart part, long bit) {
        part.votes |= bit;
    }

    synchronized void reason(OpenPart part, Reason reason) {
        if (!sealed) {
            notes++;
            if (reason.code().category() != ReasonCode.Category.CONTENT) {
                unrepeatable++;
            }
            part.add(reason);
        }
    }

    /** A reason that may be another one, or none, when the same bytes are scanned again. */
    synchronized void passingReason(OpenPart part, Reason reason) {
        reason(part, reason);
        unrepeatable++;
    }

    synchronized void known(OpenPart part, CachedVerdict verdict) {
        if (!sealed) {
            notes += verdict.noteworthy() ? 1 : 0;
            answered = true;
            part.addAll(verdict);
        }
    }

    /**
     * A count that grows with each reason which is not the content's own doing: a limit, the environment, a backend.
     * While it stands still, what is found out would be found out again.
     */
    synchronized long unrepeatable() {
        return unrepeatable;
    }

    /** Whether there is any finding or reason, in any part. */
    synchronized boolean noteworthy() {
        return notes > 0;
    }

    /** A count that grows with each finding and reason. */
    synchronized long notes() {
        return notes;
    }

    /** A backend that counts gave an answer. */
    synchronized void answer() {
        answered = true;
    }

    /** Whether any backend that counts gave an answer for any part. */
    synchronized boolean answered() {
        return answered;
    }

    synchronized boolean hasReason(OpenPart part, ReasonCode code) {
        return part.hasReason(code);
    }

    synchronized boolean hasReasons(OpenPart part) {
        return part.hasReasons();
    }

    /** Whether somebody else went on with what was known: the scan is of no use any more. */
    synchronized boolean sealed() {
        return sealed;
    }

    /**
     * Ends the journal from another thread.
     *
     * @param reason why, noted on the part that was under way
     * @return all that was known
     */
    synchronized PartReport seal(Reason reason) {
        if (!current.hasReason(reason.code())) {
            reason(current, reason);
        }
        sealed = true;
        PartReport report = current.report();
        for (OpenPart part = current.container; part != null; part = part.container) {
            report = part.reportWith(report);
        }
        return report;
    }

    /** Names come from hostile files: together they must not fill the memory. */
    private String bounded(String name) {
        int allowed = nameChars < ALL_NAMES_CHARS ? NAME_CHARS : SHORT_NAME_CHARS;
        String kept = name.length() <= allowed ? name : name.substring(0, allowed) + "…";
        nameChars += kept.length();
        return kept;
    }
}
