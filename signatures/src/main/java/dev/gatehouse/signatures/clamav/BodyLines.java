package dev.gatehouse.signatures.clamav;

import dev.gatehouse.signatures.DiagnosticCode;
import dev.gatehouse.signatures.SignatureKind;
import dev.gatehouse.signatures.model.BodyPattern;
import dev.gatehouse.signatures.model.BodySignature;
import dev.gatehouse.signatures.model.Offset;
import dev.gatehouse.signatures.model.Target;
import java.util.Optional;

/** Lines {@code name:target:offset:pattern[:min[:max]]}. */
final class BodyLines implements LineParser {

    private static final String FORM = "name:target:offset:pattern[:min[:max]]";
    private static final int NAME = 0;
    private static final int TARGET = 1;
    private static final int OFFSET = 2;
    private static final int PATTERN = 3;
    private static final int MIN_LEVEL = 4;
    private static final int MAX_LEVEL = 5;

    private final Fields fields = new Fields();

    @Override
    public void parse(LineReader line, Tally tally) {
        fields.split(line);
        int count = fields.count();
        if (count < PATTERN + 1 || count > MAX_LEVEL + 1) {
            throw fields.wrongCount(FORM);
        }
        String name = fields.name(NAME);
        if (tally.isIgnored(name, line)) {
            return;
        }
        long min = count > MIN_LEVEL ? fields.level(MIN_LEVEL) : 0;
        long max = count > MAX_LEVEL ? fields.level(MAX_LEVEL) : Long.MAX_VALUE;
        if (!EngineLevel.isWithin(min, max)) {
            tally.skipOtherLevel();
            return;
        }
        Target target = target();
        String offsetText = fields.text(OFFSET);
        Offset offset = new OffsetParser(offsetText, fields.column(OFFSET), target).parse();
        BodyPattern pattern =
                new BodyParser(fields.text(PATTERN), fields.column(PATTERN), plainMinimum(target, offsetText)).parse();
        tally.accept(SignatureKind.BODY, new BodySignature(name, target, offset, pattern, tally.origin(line)));
    }

    private Target target() {
        if (fields.isStar(TARGET)) {
            return Target.ANY;
        }
        if (!fields.isNumber(TARGET)) {
            throw fields.wrong(
                    TARGET,
                    DiagnosticCode.GH1008,
                    "a target is a number",
                    "0 is any file, 1 Windows programs, 6 ELF, 9 Mach-O");
        }
        Optional<Target> target = Target.ofNumber(fields.number(TARGET));
        return target.orElseThrow(() -> fields.wrong(
                TARGET, DiagnosticCode.GH2003, "the target is not known, so the signature is skipped", ""));
    }

    /**
     * The fewest bytes of a pattern that is nothing but bytes. ClamAV has two matchers: one wants two bytes, the other,
     * for such patterns and the targets 0 and 1, three. For target 1 the first one takes those without a fixed offset.
     */
    private static int plainMinimum(Target target, String offset) {
        boolean byBoyerMoore = switch (target) {
            case ANY -> true;
            case PE -> !offset.equals("*") && offset.indexOf(',') < 0 && !offset.contains("VI");
            default -> false;
        };
        return byBoyerMoore ? 3 : BodyParser.MIN_FIXED;
    }
}
