package dev.gatehouse.backend.icap;

import dev.gatehouse.spi.Finding;
import dev.gatehouse.spi.Reason;
import dev.gatehouse.spi.ReasonCode;
import dev.gatehouse.spi.ScanOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;

/**
 * From an answer to an outcome. The order is that of severity: what a field names as found counts whatever else is wrong
 * with the answer; then what it says was not scanned; then an error; then a block that nothing explains. Clean is what
 * is left when the server had every byte and gave the file back as it was.
 */
final class Judgement {

    private static final String BLOCKED = "Blocked";

    private final Profile profile;

    Judgement(Profile profile) {
        this.profile = profile;
    }

    /**
     * Judges an answer.
     *
     * @param fileBytes the file's size
     */
    ScanOutcome of(Reply reply, long fileBytes) {
        Evidence evidence = Evidence.in(reply, profile);
        List<Finding> findings = evidence.findings();
        List<Reason> reasons = evidence.reasons();
        if (!findings.isEmpty()) {
            return new ScanOutcome.Infected(findings, reasons);
        }
        if (!reasons.isEmpty()) {
            return new ScanOutcome.Incomplete(reasons);
        }
        int code = reply.status().code();
        if (code != 200 && code != 204 && code != 206) {
            return new ScanOutcome.Failed(new Reason(
                    profile.statuses().getOrDefault(code, usual(code)), "the server answered " + reply.status()));
        }
        Optional<StatusLine> page = reply.http()
                .flatMap(HttpHead::status)
                .filter(status -> profile.blockedStatuses().contains(status.code()));
        if (page.isPresent() || evidence.blocked()) {
            return blocked(reply, evidence, page);
        }
        if (reply.body() instanceof Reply.Body.Broken(String why)) {
            return new ScanOutcome.Failed(new Reason(ReasonCode.BACKEND_ERROR, why));
        }
        List<Reason> doubts = doubts(reply, fileBytes);
        return doubts.isEmpty() ? new ScanOutcome.Clean() : new ScanOutcome.Incomplete(doubts);
    }

    private ScanOutcome blocked(Reply reply, Evidence evidence, Optional<StatusLine> status) {
        String text = reply.body() instanceof Reply.Body.Other(String page) ? page : "";
        if (profile.blockedName().isPresent()) {
            Matcher matcher = profile.blockedName().get().matcher(text);
            if (matcher.find() && matcher.group(1) != null && !matcher.group(1).isBlank()) {
                String name = Text.shown(matcher.group(1).strip());
                return profile.notScanned(name)
                        .<ScanOutcome>map(code -> incomplete(code, "the server says: " + name))
                        .orElseGet(() -> new ScanOutcome.Infected(List.of(Finding.named(name)), List.of()));
            }
        }
        if (evidence.nothingFound()) {
            return incomplete(
                    ReasonCode.BACKEND_ERROR, "the server blocked the file, and says that it found no threat in it");
        }
        String line = status.map(StatusLine::text).orElse("");
        return profile.notScanned(line + "\n" + text)
                .<ScanOutcome>map(
                        code -> incomplete(code, "the server blocked the file with a page that says so" + said(line)))
                .orElseGet(() -> new ScanOutcome.Infected(List.of(Finding.named(BLOCKED)), List.of()));
    }

    private static String said(String line) {
        return line.isEmpty() ? "" : ": " + Text.shown(line);
    }

    private static ScanOutcome incomplete(ReasonCode code, String detail) {
        return new ScanOutcome.Incomplete(List.of(new Reason(code, detail)));
    }

    private List<Reason> doubts(Reply reply, long fileBytes) {
        List<Reason> doubts = new ArrayList<>();
        switch (reply.coverage()) {
            case PREVIEW ->
                doubts.add(new Reason(
                        ReasonCode.BACKEND_LIMIT,
                        "the server let the file pass after a preview, without seeing all of its " + fileBytes
                                + " bytes: its type or size is not scanned there"));
            case PART_AFTER_PREVIEW -> {
                if (!profile.trickles()) {
                    doubts.add(early());
                }
            }
            case PART -> doubts.add(early());
            case WHOLE -> {
                // what Clean needs
            }
        }
        if (!(reply.body() instanceof Reply.Body.Original)
                && !(reply.status().code() == 204 && reply.body() instanceof Reply.Body.Absent)) {
            doubts.add(new Reason(
                    ReasonCode.BACKEND_ERROR,
                    "the server gave back something else than the file and did not say why"
                            + reply.http()
                                    .flatMap(HttpHead::status)
                                    .map(status -> ": HTTP " + status)
                                    .orElse("")));
        }
        for (String name : profile.cleanNeeds()) {
            if (reply.fields().field(name).isEmpty()) {
                doubts.add(new Reason(
                        ReasonCode.BACKEND_ERROR,
                        "the server let the file pass without " + name + ", which it sends for what it scanned"));
            }
        }
        return doubts;
    }

    private static Reason early() {
        return new Reason(ReasonCode.BACKEND_LIMIT, "the server let the file pass before it had all of it");
    }

    private static ReasonCode usual(int code) {
        return switch (code) {
            case 404, 503 -> ReasonCode.BACKEND_UNAVAILABLE;
            case 408, 504 -> ReasonCode.BACKEND_TIMEOUT;
            default -> ReasonCode.BACKEND_ERROR;
        };
    }
}
