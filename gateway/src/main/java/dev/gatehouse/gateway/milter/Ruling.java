package dev.gatehouse.gateway.milter;

import dev.gatehouse.engine.ScanReport;
import dev.gatehouse.engine.Verdict;
import dev.gatehouse.gateway.policy.Concern;
import dev.gatehouse.gateway.policy.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What becomes of a message, and why.
 *
 * @param action what becomes of it
 * @param infected whether something was found
 * @param name what was found, or what else is the matter; empty where nothing is
 * @param report what the scan told; nothing where there was none
 */
record Ruling(MilterAction action, boolean infected, String name, Optional<ScanReport> report) {

    private static final String EXEMPT = "exempt recipient";

    /** On a message that was scanned. */
    static Ruling on(ScanReport report, Policy<MilterAction> policy) {
        Set<Concern> concerns = Concern.of(report);
        MilterAction action = policy.action(concerns);
        if (report.verdict() instanceof Verdict.Infected infected) {
            return new Ruling(
                    action, true, infected.findings().getFirst().finding().name(), Optional.of(report));
        }
        String name = concerns.stream()
                .filter(concern -> policy.action(concern) == action)
                .findFirst()
                .map(Ruling::words)
                .orElse("");
        return new Ruling(action, false, name, Optional.of(report));
    }

    /** On a message that could not be scanned. */
    static Ruling on(Trouble trouble, Policy<MilterAction> policy) {
        return new Ruling(policy.action(trouble.concern()), false, words(trouble.concern()), Optional.empty());
    }

    /** On a message that is for exempt recipients alone. */
    static Ruling exempt() {
        return new Ruling(MilterAction.ACCEPT, false, EXEMPT, Optional.empty());
    }

    /** The same, with no milder an action. */
    Ruling atLeast(MilterAction other) {
        return action.compareTo(other) >= 0 ? this : new Ruling(other, infected, name, report);
    }

    private static String words(Concern concern) {
        return switch (concern) {
            case INFECTED -> "infected";
            case ENCRYPTED -> "encrypted content";
            case LIMIT -> "over a limit";
            case INCOMPLETE -> "content that cannot be opened";
            case FAILED -> "the scan failed";
            case BUSY -> "the scanner is busy";
        };
    }

    /** What {@code X-Virus-Status} says. */
    String status() {
        if (infected) {
            return "Infected (" + ReplyText.safe(name) + ")";
        }
        return name.isEmpty() ? "Clean" : "Not scanned (" + name + ")";
    }

    /**
     * The answer to a message's end: changes of its headers, if it stays with the MTA, and one final word.
     *
     * @param marks the header lines that are to go
     * @param scanner what {@code X-Virus-Scanned} says
     * @param space what stands before a header's value
     */
    List<Reply> replies(MilterSettings settings, Marks marks, String scanner, String space) {
        List<Reply> replies = new ArrayList<>();
        if (action.keeps()) {
            replies.addAll(marks.removal());
            if (settings.addHeaders() || action == MilterAction.TAG) {
                replies.add(new Reply.AddHeader(Marks.SCANNED, space + scanner));
                replies.add(new Reply.AddHeader(Marks.STATUS, space + status()));
            }
        }
        replies.add(
                switch (action) {
                    case ACCEPT, TAG -> new Reply.Continue();
                    case QUARANTINE -> {
                        replies.add(new Reply.Quarantine(status()));
                        yield new Reply.Continue();
                    }
                    case TEMPFAIL ->
                        new Reply.Answer(451, "4.7.1", settings.tempfailText().with(name));
                    case DISCARD -> new Reply.Discard();
                    case REJECT ->
                        new Reply.Answer(
                                550, "5.7.1", (infected ? settings.rejectText() : settings.refuseText()).with(name));
                });
        return replies;
    }
}
