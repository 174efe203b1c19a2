package dev.gatehouse.signatures.oracle;

import dev.gatehouse.signatures.executable.ExecutableLayout;
import dev.gatehouse.signatures.executable.ExecutableReader;
import dev.gatehouse.signatures.model.BodyPattern;
import dev.gatehouse.signatures.model.BodyPattern.Choice;
import dev.gatehouse.signatures.model.BodyPattern.Element;
import dev.gatehouse.signatures.model.BodyPattern.Fixed;
import dev.gatehouse.signatures.model.BodyPattern.Gap;
import dev.gatehouse.signatures.model.BodyPattern.Nearby;
import dev.gatehouse.signatures.model.BodySignature;
import dev.gatehouse.signatures.model.MaskedBytes;
import dev.gatehouse.signatures.model.Offset;
import dev.gatehouse.signatures.model.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Where clamscan does something else than the language means, so that generated signatures keep away from it. Each
 * oddity is described in docs/clamav-compatibility.md under its method's name.
 */
final class ClamscanOddities {

    private static final int TRACKED_MATCHES = 8;

    /** More alternatives than these are not written by the generator, but come from (B) and (W). */
    private static final int LARGEST_WRITTEN_CHOICE = 6;

    private ClamscanOddities() {}

    static boolean isTouchedBy(BodySignature signature, Collection<byte[]> files) {
        return plainWithinSection(signature)
                || alternativesOfDifferentLengthsOverlap(signature.pattern())
                || takenBorderWithOffset(signature)
                || versionInformationWithGaps(signature)
                || fromEndInUnreadableProgram(signature, files)
                || lastSectionOfNone(signature, files)
                || morePiecesThanAreTracked(signature.pattern(), files);
    }

    /** clamscan finds a plain pattern with offset SEx in a PE at the section's first byte only. */
    static boolean plainWithinSection(BodySignature signature) {
        return signature.target() == Target.PE
                && signature.offset() instanceof Offset.WithinSection(int section, long shift)
                && shift == 0
                && signature.pattern().elements().size() == 1
                && signature.pattern().elements().getFirst() instanceof Fixed(MaskedBytes run)
                && isExact(run);
    }

    private static boolean isExact(MaskedBytes run) {
        for (int i = 0; i < run.length(); i++) {
            if (run.mask(i) != 0xff) {
                return false;
            }
        }
        return true;
    }

    /** clamscan takes the first alternative that fits when it believes that no other can. */
    static boolean alternativesOfDifferentLengthsOverlap(BodyPattern pattern) {
        for (Element element : pattern.elements()) {
            if (element instanceof Choice(List<MaskedBytes> alternatives, boolean negated) && !negated) {
                for (MaskedBytes one : alternatives) {
                    for (MaskedBytes other : alternatives) {
                        if (one.length() < other.length()
                                && (mayFit(one, other, 0) || mayFit(one, other, other.length() - one.length()))) {
                            return true;
                        }
                    }
                }
            }
        }
        return false;
    }

    private static boolean mayFit(MaskedBytes one, MaskedBytes other, int at) {
        for (int i = 0; i < one.length(); i++) {
            int both = one.mask(i) & other.mask(at + i);
            if ((one.value(i) & both) != (other.value(at + i) & both)) {
                return false;
            }
        }
        return true;
    }

    /** clamscan counts no byte for (B), (L) and (W) where they take one when it works out where a match began. */
    static boolean takenBorderWithOffset(BodySignature signature) {
        return !(signature.offset() instanceof Offset.Any)
                && pieces(signature.pattern()).getFirst().elements().stream()
                        .anyMatch(element -> element instanceof Choice choice && isTakenBorder(choice));
    }

    private static boolean isTakenBorder(Choice choice) {
        boolean isClass = choice.alternatives().size() > LARGEST_WRITTEN_CHOICE;
        return isClass || choice.alternatives().contains(MaskedBytes.exactly(new byte[] {'\r', '\n'}));
    }

    /** clamscan wants every piece of a pattern with offset VI, not only the first, at a string's beginning. */
    static boolean versionInformationWithGaps(BodySignature signature) {
        return signature.offset() instanceof Offset.VersionInformation
                && pieces(signature.pattern()).size() > 1;
    }

    /** clamscan knows no end, whatever the target, in a program whose headers it refuses. */
    static boolean fromEndInUnreadableProgram(BodySignature signature, Collection<byte[]> files) {
        return signature.offset() instanceof Offset.FromEnd
                && files.stream()
                        .anyMatch(file -> isProgram(file) && layout(file).isEmpty());
    }

    /** clamscan crashes when it looks for the last section of a program that has none. */
    static boolean lastSectionOfNone(BodySignature signature, Collection<byte[]> files) {
        return signature.offset() instanceof Offset.LastSection
                && files.stream()
                        .map(ClamscanOddities::layout)
                        .flatMap(Optional::stream)
                        .anyMatch(layout -> layout.sections().isEmpty());
    }

    private static boolean isProgram(byte[] file) {
        return FileTargets.of(file).stream().anyMatch(Target::isProgram);
    }

    private static Optional<ExecutableLayout> layout(byte[] file) {
        try {
            return ExecutableReader.read(new ArraySource(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** clamscan remembers the last eight matches of each piece and forgets those before. */
    static boolean morePiecesThanAreTracked(BodyPattern pattern, Collection<byte[]> files) {
        List<BodyPattern> pieces = pieces(pattern);
        for (BodyPattern piece : pieces.subList(0, pieces.size() - 1)) {
            for (byte[] file : files) {
                NaivePattern naive = new NaivePattern(piece, file);
                int count = 0;
                for (int at = 0; at < file.length && count <= TRACKED_MATCHES; at++) {
                    count += naive.matchesAt(at) ? 1 : 0;
                }
                if (count > TRACKED_MATCHES) {
                    return true;
                }
            }
        }
        return false;
    }

    private static List<BodyPattern> pieces(BodyPattern pattern) {
        List<BodyPattern> pieces = new ArrayList<>();
        List<Element> piece = new ArrayList<>();
        for (Element element : pattern.elements()) {
            if (element instanceof Gap) {
                pieces.add(new BodyPattern(piece));
                piece.clear();
            } else if (!(element instanceof Nearby)) {
                piece.add(element);
            }
        }
        pieces.add(new BodyPattern(piece));
        return pieces;
    }
}
