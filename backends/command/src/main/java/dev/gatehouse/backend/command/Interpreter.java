package dev.gatehouse.backend.command;

import dev.gatehouse.spi.Finding;
import dev.gatehouse.spi.Reason;
import dev.gatehouse.spi.ReasonCode;
import dev.gatehouse.spi.ScanOutcome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;

/**
 * Makes an outcome of an exit code and lines. The worst that either says holds. Clean is only what the exit code and,
 * where the profile knows such lines, a line call clean; where it does not know them, no line may stay unread.
 */
record Interpreter(Profile profile) {

    /** The name of what a scanner found and did not name. */
    static final String UNNAMED = "unnamed";

    private static final int LONGEST_LINE = 8192;
    private static final int DETAIL_CHARACTERS = 300;

    /** What the lines about one file say. */
    private static final class Said {
        private final Set<Finding> findings = new LinkedHashSet<>();
        private final List<Reason> reasons = new ArrayList<>();
        private Optional<String> error = Optional.empty();
        private Optional<String> unread = Optional.empty();
        private boolean clean;
    }

    /** What a run says of a file. */
    ScanOutcome outcome(ChildProcess.Result result, Path file) {
        boolean batch = profile.giving() == Profile.Giving.BATCH;
        Said said = new Said();
        for (String line : result.lines()) {
            if (!line.isBlank()) {
                read(line, batch ? Optional.of(file.toString()) : Optional.empty(), said);
            }
        }
        return batch ? ofBatch(result, said) : ofOne(result, said);
    }

    private void read(String line, Optional<String> file, Said said) {
        if (line.length() <= LONGEST_LINE) {
            for (LineRule rule : profile.lines()) {
                Matcher matcher = rule.pattern().matcher(line);
                if (matcher.find()) {
                    if (file.isEmpty() || !rule.has("file") || file.get().equals(matcher.group("file"))) {
                        take(rule, matcher, line, file.isPresent(), said);
                    }
                    return;
                }
            }
        }
        said.unread = Optional.of(shortened(line));
    }

    private static void take(LineRule rule, Matcher matcher, String line, boolean batch, Said said) {
        switch (rule.kind()) {
            case LIMIT -> said.reasons.add(new Reason(ReasonCode.BACKEND_LIMIT, shortened(line)));
            case ENCRYPTED -> said.reasons.add(new Reason(ReasonCode.ENCRYPTED, shortened(line)));
            case INFECTED -> said.findings.add(Finding.named(name(rule, matcher)));
            case CLEAN -> said.clean = true;
            case ERROR -> {
                // in a batch an error that names no file is the run's, and may be another file's
                if (!batch || rule.has("file")) {
                    said.error = Optional.of(shortened(line));
                } else {
                    said.unread = Optional.of(shortened(line));
                }
            }
            case IGNORE -> {
                // the profile says that it means nothing
            }
        }
    }

    private static String name(LineRule rule, Matcher matcher) {
        String name = rule.has("name") ? matcher.group("name") : null;
        return name == null || name.isBlank() ? UNNAMED : name.strip();
    }

    private ScanOutcome ofOne(ChildProcess.Result result, Said said) {
        Profile.ExitCodes codes = profile.exitCodes();
        int code = result.exitCode();
        boolean known = codes.known(code);
        if (said.findings.isEmpty()
                && codes.infected().contains(code)
                && !codes.clean().contains(code)
                && said.reasons.isEmpty()) {
            said.findings.add(Finding.named(UNNAMED));
        }
        if (!said.findings.isEmpty()) {
            said.error.ifPresent(text -> said.reasons.add(new Reason(ReasonCode.BACKEND_ERROR, text)));
            return new ScanOutcome.Infected(List.copyOf(said.findings), said.reasons);
        }
        if (said.error.isPresent()) {
            return failed(said.error.get());
        }
        if (!known) {
            return failed("exit code " + code + last(result));
        }
        if (codes.incomplete().contains(code)) {
            said.reasons.add(new Reason(ReasonCode.BACKEND_ERROR, "exit code " + code + last(result)));
        }
        if (!said.reasons.isEmpty()) {
            return new ScanOutcome.Incomplete(said.reasons);
        }
        if (profile.saysClean()) {
            return said.clean
                    ? new ScanOutcome.Clean()
                    : failed("it did not say that the file is clean" + last(result));
        }
        return said.unread.isPresent()
                ? failed("it said what the profile does not know: " + said.unread.get())
                : new ScanOutcome.Clean();
    }

    /** The exit code is that of the whole run: only lines speak for a file. */
    private static ScanOutcome ofBatch(ChildProcess.Result result, Said said) {
        if (!said.findings.isEmpty()) {
            return new ScanOutcome.Infected(List.copyOf(said.findings), said.reasons);
        }
        if (said.error.isPresent()) {
            return failed(said.error.get());
        }
        if (!said.reasons.isEmpty()) {
            return new ScanOutcome.Incomplete(said.reasons);
        }
        return said.clean
                ? new ScanOutcome.Clean()
                : failed("it said nothing of the file; exit code " + result.exitCode() + last(result));
    }

    private static ScanOutcome failed(String detail) {
        return new ScanOutcome.Failed(new Reason(ReasonCode.BACKEND_ERROR, detail));
    }

    private static String last(ChildProcess.Result result) {
        return result.lines().isEmpty() ? "" : ": " + shortened(result.lines().getLast());
    }

    private static String shortened(String line) {
        return line.substring(0, Math.min(line.length(), DETAIL_CHARACTERS));
    }
}
