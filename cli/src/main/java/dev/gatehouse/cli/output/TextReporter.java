package dev.gatehouse.cli.output;

import dev.gatehouse.cli.walk.WalkStep;
import dev.gatehouse.engine.LocatedFinding;
import dev.gatehouse.engine.LocatedReason;
import dev.gatehouse.engine.ScanReport;
import dev.gatehouse.engine.Verdict;
import dev.gatehouse.spi.Reason;
import dev.gatehouse.spi.ReasonCode;
import java.io.IOException;
import java.util.List;

/**
 * Lines in the shape of clamscan's, so that what people wrote to read those reads these: {@code path: Name FOUND}, {@code
 * path: OK}, {@code path: Empty file}, {@code path: Symbolic link}, {@code path: Excluded}. A member's path stands behind
 * {@code !}. What clamscan does not say has a last word of its own: {@code INCOMPLETE}, {@code ERROR}, {@code SKIPPED},
 * {@code OUTVOTED}.
 */
public final class TextReporter implements Reporter {

    private static final String RED = "\u001b[31m";
    private static final String GREEN = "\u001b[32m";
    private static final String YELLOW = "\u001b[33m";
    private static final String PLAIN = "\u001b[0m";

    private final Screen screen;
    private final Detail detail;
    private final boolean colour;

    /** Which lines are wanted. */
    public record Detail(boolean onlyInfected, boolean quiet, boolean summary) {}

    /** Writes on a screen, in colours or not. */
    public TextReporter(Screen screen, Detail detail, boolean colour) {
        this.screen = screen;
        this.detail = detail;
        this.colour = colour;
    }

    @Override
    public void scanned(ScanReport report) throws IOException {
        if (detail.quiet()) {
            return;
        }
        StringBuilder lines = new StringBuilder();
        switch (report.verdict()) {
            case Verdict.Infected infected -> {
                found(lines, report.path(), infected.findings());
                incomplete(lines, report.path(), infected.reasons());
            }
            case Verdict.Incomplete partly -> incomplete(lines, report.path(), partly.reasons());
            case Verdict.Failed failed -> failed(lines, report.path(), failed.reasons());
            case Verdict.Clean _ -> {
                boolean empty = report.root().size() == 0;
                unlessOnlyInfected(lines, report.path(), empty ? "Empty file" : painted(GREEN, "OK"));
            }
        }
        outvoted(lines, report.path(), report.outvoted());
        screen.print(lines);
    }

    @Override
    public void unreadable(WalkStep.Unreadable step) throws IOException {
        if (!detail.quiet()) {
            StringBuilder lines = new StringBuilder();
            failed(lines, step.name(), List.of(step.reason()));
            screen.print(lines);
        }
    }

    @Override
    public void skipped(WalkStep.Skipped step) throws IOException {
        if (!detail.quiet()) {
            StringBuilder lines = new StringBuilder();
            boolean link = step.reason().code() == ReasonCode.SYMBOLIC_LINK;
            String what = link ? "Symbolic link" : Printable.line(step.reason().toString()) + " SKIPPED";
            unlessOnlyInfected(lines, step.name(), what);
            screen.print(lines);
        }
    }

    @Override
    public void excluded(WalkStep.Excluded step) throws IOException {
        if (!detail.quiet()) {
            StringBuilder lines = new StringBuilder();
            unlessOnlyInfected(lines, step.name(), "Excluded");
            screen.print(lines);
        }
    }

    @Override
    public void end(Summary summary) throws IOException {
        if (!detail.quiet() && detail.summary()) {
            screen.print(SummaryText.of(summary));
        }
    }

    private void found(StringBuilder lines, String file, List<LocatedFinding> findings) {
        for (LocatedFinding finding : findings) {
            lines.append(Printable.path(file, finding.path()))
                    .append(": ")
                    .append(Printable.line(finding.finding().name()))
                    .append(' ')
                    .append(painted(RED, "FOUND"))
                    .append('\n');
        }
    }

    private void outvoted(StringBuilder lines, String file, List<LocatedFinding> findings) {
        if (detail.onlyInfected()) {
            return;
        }
        for (LocatedFinding finding : findings) {
            lines.append(Printable.path(file, finding.path()))
                    .append(": ")
                    .append(Printable.line(finding.finding().name()))
                    .append(" by ")
                    .append(Printable.line(finding.backend()))
                    .append(' ')
                    .append(painted(YELLOW, "OUTVOTED"))
                    .append('\n');
        }
    }

    private void incomplete(StringBuilder lines, String file, List<LocatedReason> reasons) {
        if (detail.onlyInfected()) {
            return;
        }
        for (LocatedReason reason : reasons) {
            lines.append(Printable.path(file, reason.path()))
                    .append(": ")
                    .append(Printable.line(reason.reason().toString()))
                    .append(' ')
                    .append(painted(YELLOW, "INCOMPLETE"))
                    .append('\n');
        }
    }

    private void failed(StringBuilder lines, String file, List<Reason> reasons) {
        if (detail.onlyInfected()) {
            return;
        }
        for (Reason reason : reasons) {
            lines.append(Printable.line(file))
                    .append(": ")
                    .append(Printable.line(reason.toString()))
                    .append(' ')
                    .append(painted(RED, "ERROR"))
                    .append('\n');
        }
    }

    private void unlessOnlyInfected(StringBuilder lines, String file, String what) {
        if (!detail.onlyInfected()) {
            lines.append(Printable.line(file)).append(": ").append(what).append('\n');
        }
    }

    private String painted(String paint, String word) {
        return colour ? paint + word + PLAIN : word;
    }
}
