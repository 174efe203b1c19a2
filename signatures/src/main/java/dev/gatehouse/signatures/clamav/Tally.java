package dev.gatehouse.signatures.clamav;

import dev.gatehouse.signatures.Diagnostic;
import dev.gatehouse.signatures.Diagnostic.Severity;
import dev.gatehouse.signatures.DiagnosticCode;
import dev.gatehouse.signatures.SignatureKind;
import dev.gatehouse.signatures.SignatureSink;
import dev.gatehouse.signatures.SourceSummary.SourceTally;
import dev.gatehouse.signatures.model.Origin;
import dev.gatehouse.signatures.model.Signature;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;

/** Counts what one source gives, and passes it on. */
final class Tally {

    private final String source;
    private final SignatureSink sink;
    private final IgnoreList ignoreList;
    private final Consumer<Diagnostic> diagnostics;
    private final Map<SignatureKind, long[]> counts = new EnumMap<>(SignatureKind.class);
    private long otherLevel;
    private long ignored;
    private long unsupported;
    private long errors;

    Tally(String source, SignatureSink sink, IgnoreList ignoreList, Consumer<Diagnostic> diagnostics) {
        this.source = source;
        this.sink = sink;
        this.ignoreList = ignoreList;
        this.diagnostics = diagnostics;
    }

    /** Counts what was counted apart for a piece of the same source. */
    void add(Tally piece) {
        piece.counts.forEach((kind, count) -> counts.computeIfAbsent(kind, k -> new long[1])[0] += count[0]);
        otherLevel += piece.otherLevel;
        ignored += piece.ignored;
        unsupported += piece.unsupported;
        errors += piece.errors;
    }

    String source() {
        return source;
    }

    Origin origin(LineReader line) {
        return new Origin(source, line.number());
    }

    void accept(SignatureKind kind, Signature signature) {
        counts.computeIfAbsent(kind, k -> new long[1])[0]++;
        sink.accept(signature);
    }

    void skipOtherLevel() {
        otherLevel++;
    }

    /** Whether the ignore list has the signature; it is then counted as such. */
    boolean isIgnored(String name, LineReader line) {
        if (!ignoreList.contains(name, line)) {
            return false;
        }
        ignored++;
        return true;
    }

    /** Reports a line that could not be read, or that had to be skipped. */
    void report(Malformed malformed, LineReader line) {
        if (malformed.code().severity() == Severity.ERROR) {
            errors++;
        } else {
            unsupported++;
        }
        diagnostics.accept(new Diagnostic(
                malformed.code(),
                source,
                line.number(),
                malformed.column(),
                malformed.length(),
                malformed.message(),
                malformed.hint(),
                line.text(line.start(), line.end())));
    }

    /** Reports something of the source as a whole. */
    void report(DiagnosticCode code, String message, String hint) {
        if (code.severity() == Severity.ERROR) {
            errors++;
        }
        diagnostics.accept(Diagnostic.ofSource(code, source, message, hint));
    }

    /** Ends the source: what was left out without a word until now is said in one notice each. */
    SourceTally finish() {
        if (otherLevel > 0) {
            report(
                    DiagnosticCode.GH2001,
                    signatures(otherLevel) + " for other functionality levels than " + EngineLevel.LEVEL,
                    "");
        }
        if (ignored > 0) {
            report(DiagnosticCode.GH2007, signatures(ignored) + " removed by an ignore list", "");
        }
        Map<SignatureKind, Long> signatures = new EnumMap<>(SignatureKind.class);
        counts.forEach((kind, count) -> signatures.put(kind, count[0]));
        return new SourceTally(source, signatures, otherLevel, ignored, unsupported, errors);
    }

    private static String signatures(long count) {
        return count == 1 ? "1 signature is" : count + " signatures are";
    }
}
