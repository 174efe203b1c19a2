package dev.gatehouse.signatures;

import dev.gatehouse.signatures.compile.SearchCost;
import dev.gatehouse.signatures.model.BodySignature;
import dev.gatehouse.signatures.model.Signature;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Names patterns that cost time in every scan, because nothing in them is rare in ordinary files. They are matched like
 * all others. Takes signatures as they are read and keeps none of them; for one thread.
 */
public final class CostlyPatterns implements SignatureSink {

    /** How many patterns are named. */
    public static final int MAX_NAMED = 100;

    /** In tries a MiB: to try a pattern so often takes about a hundredth of the time that a scan takes. */
    private static final double COSTLY = 256;

    private static final double MEBI = 1 << 20;
    /** The scan for two bytes looks at every position on its own, so one such pattern slows the scan as a whole. */
    private static final int SLOW_ANCHOR = 2;

    private final List<Diagnostic> named = new ArrayList<>();
    private long count;

    /** Without patterns. */
    public CostlyPatterns() {}

    @Override
    public void accept(Signature signature) {
        if (signature instanceof BodySignature body) {
            SearchCost cost = SearchCost.of(body.pattern());
            double tries = cost.shareOfPositions() * MEBI;
            if (cost.anchorBytes() <= SLOW_ANCHOR || tries >= COSTLY) {
                count++;
                if (named.size() < MAX_NAMED) {
                    named.add(diagnostic(body, cost.anchorBytes(), tries));
                }
            }
        }
    }

    private static Diagnostic diagnostic(BodySignature signature, int anchorBytes, double tries) {
        String times = tries < 1 ? "less than once" : String.format(Locale.ROOT, "about %,.0f times", rounded(tries));
        String reason = anchorBytes == 0
                ? "a part of it has not two fixed bytes in a row, so it is tried at every position"
                : "it is found by " + anchorBytes + " fixed bytes, which stand in a MiB of ordinary files " + times;
        return new Diagnostic(
                DiagnosticCode.GH2101,
                signature.origin().file(),
                signature.origin().line(),
                0,
                0,
                signature.name() + " costs time in every scan: " + reason,
                anchorBytes <= SLOW_ANCHOR
                        ? "a pattern is cheap with 11 or more fixed bytes in a row that are rare in ordinary files; with"
                                + " fewer than 4 it slows the scan for all"
                        : "a pattern is cheap with 11 or more fixed bytes in a row that are rare in ordinary files",
                "");
    }

    /** To one digit, for an estimate has no more. */
    private static double rounded(double number) {
        double power = Math.pow(10, Math.floor(Math.log10(number)));
        return Math.round(number / power) * power;
    }

    /** The notices, the first {@value #MAX_NAMED} of them, in the order in which the patterns were read. */
    public List<Diagnostic> diagnostics() {
        return List.copyOf(named);
    }

    /** How many costly patterns there are, named or not. */
    public long count() {
        return count;
    }
}
