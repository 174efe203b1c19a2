package dev.gatehouse.cli.compare;

import dev.gatehouse.cli.output.Printable;
import dev.gatehouse.engine.LocatedReason;
import dev.gatehouse.spi.BackendIdentity;
import java.util.List;
import java.util.stream.Collectors;

/** What engines are and say, as text fit for one line whatever a hostile file or a vendor chose. */
final class Words {

    /** Of how many findings or reasons of one answer a person is told; JSON has more. */
    static final int SHOWN = 5;

    private Words() {}

    /** {@code Cisco Talos ClamAV 1.4.3}. */
    static String product(BackendIdentity identity) {
        String vendor = identity.product().startsWith(identity.vendor()) ? "" : identity.vendor() + " ";
        return Printable.line(vendor + identity.product() + " " + identity.engineVersion());
    }

    /** {@code 27001 of 5 January 2026}. */
    static String signatures(BackendIdentity identity) {
        return Printable.line(identity.signatureVersion()
                + identity.signatureTime()
                        .map(time -> " of " + Figures.day(time))
                        .orElse(""));
    }

    /** {@code Win.Trojan.Agent-1 in invoice.zip!invoice.js}. */
    static String detection(Detection found) {
        String name = Printable.line(found.name());
        String place = member(found.path());
        return place.isEmpty() ? name : name + " in " + place;
    }

    /** A member's path below its file, each named level behind an exclamation mark; empty for the file itself. */
    static String member(List<String> path) {
        return path.stream()
                .filter(level -> !level.isEmpty())
                .map(Printable::line)
                .collect(Collectors.joining("!"));
    }

    /** {@code unsupported: pdf is not opened (invoice.zip!a.pdf)}. */
    static String reason(LocatedReason located) {
        String place = member(located.path());
        String reason = Printable.line(located.reason().toString());
        return place.isEmpty() ? reason : reason + " (" + place + ")";
    }

    /** What an answer comes to, without the engine's name. */
    static String answer(Answer answer) {
        return switch (answer.standing()) {
            case FOUND ->
                "found "
                        + some(
                                answer.detections().stream()
                                        .map(Words::detection)
                                        .distinct()
                                        .toList(),
                                answer.allDetections());
            case CLEAN -> "found nothing";
            case INCOMPLETE -> "did not see the whole: " + reasons(answer);
            case FAILED -> "failed: " + reasons(answer);
        };
    }

    /** Why an engine fell short. */
    static String reasons(Answer answer) {
        return some(answer.reasons().stream().map(Words::reason).distinct().toList(), answer.allReasons());
    }

    /** A few of them and how many there are besides. */
    private static String some(List<String> distinct, long all) {
        String shown = distinct.stream().limit(SHOWN).collect(Collectors.joining(", "));
        boolean more = distinct.size() > SHOWN || all > Answer.MOST_DETAILS;
        return more ? shown + " and others, " + Figures.count(all) + " in all" : shown;
    }
}
