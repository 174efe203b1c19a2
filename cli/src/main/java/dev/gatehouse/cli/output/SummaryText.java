package dev.gatehouse.cli.output;

import dev.gatehouse.spi.ReasonCode;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/** The summary in the shape of clamscan's: a ruler, then one figure a line. */
final class SummaryText {

    private static final double MEBI = 1 << 20;

    private SummaryText() {}

    static String of(Summary summary) {
        StringBuilder text = new StringBuilder("\n----------- SCAN SUMMARY -----------\n");
        boolean several = summary.backends().size() > 1;
        summary.backends().forEach(backend -> backend(text, backend, several ? " " + backend.name() : ""));
        line(text, "Approvals", summary.approvals().text());
        line(text, "Scanned directories", summary.folders());
        line(text, "Scanned files", summary.files());
        line(text, "Scanned parts", summary.parts());
        line(text, "Infected files", summary.infectedFiles());
        line(text, "Findings", summary.findings());
        line(text, "Incomplete files", summary.incompleteFiles());
        line(text, "Total errors", summary.failures());
        counts(text, "Not looked at", summary.incomplete());
        counts(text, "Skipped", summary.skipped());
        if (summary.excluded() > 0) {
            line(text, "Excluded", summary.excluded());
        }
        double seconds = seconds(summary.time());
        double mebibytes = summary.bytes() / MEBI;
        line(text, "Data scanned", String.format(Locale.ROOT, "%.2f MiB", mebibytes));
        line(
                text,
                "Time",
                String.format(
                        Locale.ROOT,
                        "%.3f sec (%d m %d s), %.1f MiB/s",
                        seconds,
                        summary.time().toMinutes(),
                        summary.time().toSecondsPart(),
                        seconds > 0 ? mebibytes / seconds : 0));
        if (summary.interrupted()) {
            text.append("Interrupted: what is above is all that was looked at\n");
        }
        return text.toString();
    }

    private static void backend(StringBuilder text, BackendSummary backend, String name) {
        if (backend.vacancy().isPresent()) {
            line(text, "Engine" + name, "not available");
            return;
        }
        line(
                text,
                "Engine" + name,
                backend.identity().product() + " " + backend.identity().engineVersion());
        line(text, "Signatures" + name, backend.identity().signatureVersion());
        backend.share()
                .ifPresent(share -> line(
                        text,
                        "Work" + name,
                        String.format(
                                Locale.ROOT,
                                "%d parts in %.3f sec, %d files infected, %d not judged",
                                share.questions(),
                                seconds(share.time()),
                                share.infectedFiles(),
                                share.unjudgedFiles())));
    }

    private static void counts(StringBuilder text, String what, Map<ReasonCode, Long> counts) {
        counts.forEach((code, count) -> line(text, what + " (" + code.id() + ")", count));
    }

    private static void line(StringBuilder text, String what, Object value) {
        text.append(Printable.line(what))
                .append(": ")
                .append(Printable.line(value.toString()))
                .append('\n');
    }

    private static double seconds(Duration time) {
        return time.toNanos() / 1e9;
    }
}
