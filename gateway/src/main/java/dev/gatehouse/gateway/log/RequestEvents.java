package dev.gatehouse.gateway.log;

import dev.gatehouse.engine.LocatedFinding;
import dev.gatehouse.engine.LocatedReason;
import dev.gatehouse.engine.ScanReport;
import dev.gatehouse.engine.Verdict;
import dev.gatehouse.gateway.configuration.LogSettings.Requests;
import dev.gatehouse.gateway.net.Served;
import dev.gatehouse.gateway.policy.Concern;
import java.util.List;
import java.util.Set;

/** Writes answered requests, those that the operator wants to read of. */
public final class RequestEvents {

    private final EventLog log;
    private final Requests wanted;

    /** Into a log, which stays its owner's. */
    public RequestEvents(EventLog log, Requests wanted) {
        this.log = log;
        this.wanted = wanted;
    }

    /** A request was answered on a listener. */
    public void served(String listener, Served served) {
        Set<Concern> concerns = served.report().map(Concern::of).orElse(Set.of());
        boolean tells = switch (wanted) {
            case ALL -> true;
            case CONCERNS -> !concerns.isEmpty();
            case NONE -> false;
        };
        if (tells) {
            log.write(concerns.contains(Concern.FAILED) ? Level.WARNING : Level.INFO, "request", fields -> {
                tell(fields, listener, served);
                fields.texts("concerns", concerns.stream().map(Concern::id).toList());
                served.report().ifPresent(report -> tell(fields, report));
            });
        }
    }

    private static void tell(Fields fields, String listener, Served served) {
        fields.text("id", served.id())
                .text("listener", listener)
                .text("protocol", served.protocol())
                .text("peer", served.peer())
                .text("request", served.request());
        if (!served.subject().isEmpty()) {
            fields.text("subject", served.subject());
        }
        fields.number("bytes", served.bytes()).text("answer", served.answer()).millis("millis", served.time());
    }

    private static void tell(Fields fields, ScanReport report) {
        fields.text("verdict", verdict(report))
                .number("generation", report.generation())
                .number("parts", report.parts())
                .millis("scanMillis", report.time());
        report.root().sha256().ifPresent(digest -> fields.text("sha256", digest));
        switch (report.verdict()) {
            case Verdict.Clean _ -> {}
            case Verdict.Infected infected -> {
                fields.texts(
                        "findings",
                        infected.findings().stream()
                                .map((LocatedFinding found) -> found.finding().name())
                                .distinct()
                                .toList());
                fields.texts("reasons", reasons(infected.reasons()));
            }
            case Verdict.Incomplete(List<LocatedReason> reasons) -> fields.texts("reasons", reasons(reasons));
            case Verdict.Failed failed ->
                fields.texts(
                        "reasons",
                        failed.reasons().stream()
                                .map(reason -> reason.code().id())
                                .distinct()
                                .toList());
        }
    }

    private static List<String> reasons(List<LocatedReason> located) {
        return located.stream()
                .map(each -> each.reason().code().id())
                .distinct()
                .toList();
    }

    /** The outcome in one word: {@code clean}, {@code infected}, {@code incomplete} or {@code failed}. */
    public static String verdict(ScanReport report) {
        return switch (report.verdict()) {
            case Verdict.Clean _ -> "clean";
            case Verdict.Infected _ -> "infected";
            case Verdict.Incomplete _ -> "incomplete";
            case Verdict.Failed _ -> "failed";
        };
    }
}
