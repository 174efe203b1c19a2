package dev.gatehouse.signatures.oracle;

import dev.gatehouse.signatures.executable.ExecutableLayout;
import dev.gatehouse.signatures.executable.ExecutableLayout.Section;
import dev.gatehouse.signatures.executable.ExecutableReader;
import dev.gatehouse.signatures.model.BodySignature;
import dev.gatehouse.signatures.model.Digest;
import dev.gatehouse.signatures.model.DigestSignature;
import dev.gatehouse.signatures.model.DigestSignature.Purpose;
import dev.gatehouse.signatures.model.Offset;
import dev.gatehouse.signatures.model.SectionDigestSignature;
import dev.gatehouse.signatures.model.Signature;
import dev.gatehouse.signatures.model.Target;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/**
 * The meaning of the model, written down as plainly as can be: every signature is tried at every place where it may
 * begin. Slow, and the measure of every faster search.
 */
public final class NaiveSearch implements SearchUnderTest {

    @Override
    public Set<String> matches(List<Signature> signatures, byte[] file) throws IOException {
        Set<Target> targets = FileTargets.of(file);
        Optional<ExecutableLayout> layout = ExecutableReader.read(new ArraySource(file));
        List<Section> sections = targets.contains(Target.PE)
                ? layout.map(ExecutableLayout::sections).orElse(List.of())
                : List.of();
        Map<String, Digest> digests = new HashMap<>();
        Set<String> found = new TreeSet<>();
        boolean trusted = false;
        for (Signature signature : signatures) {
            boolean hit = switch (signature) {
                case BodySignature body -> targets.contains(body.target()) && matches(body, file, layout);
                case DigestSignature digest -> fits(digest.size(), digest.digest(), file, 0, file.length, digests);
                case SectionDigestSignature digest ->
                    sections.stream()
                            .filter(section -> section.size() > 0)
                            .anyMatch(section -> fits(
                                    digest.size(),
                                    digest.digest(),
                                    file,
                                    (int) section.offset(),
                                    (int) section.size(),
                                    digests));
            };
            if (hit) {
                if (signature instanceof DigestSignature digest && digest.purpose() == Purpose.TRUST) {
                    trusted = true;
                } else {
                    found.add(signature.name());
                }
            }
        }
        return trusted ? Set.of() : found;
    }

    private static boolean fits(
            OptionalLong size, Digest digest, byte[] file, int offset, int length, Map<String, Digest> known) {
        if (size.isPresent() && size.getAsLong() != length) {
            return false;
        }
        String algorithm = digest.algorithm().jcaName();
        return known.computeIfAbsent(algorithm + offset + "+" + length, k -> digest(algorithm, file, offset, length))
                .equals(digest);
    }

    private static Digest digest(String algorithm, byte[] file, int offset, int length) {
        try {
            MessageDigest digest = MessageDigest.getInstance(algorithm);
            digest.update(file, offset, length);
            return Digest.of(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean matches(BodySignature signature, byte[] file, Optional<ExecutableLayout> layout) {
        NaivePattern pattern = new NaivePattern(signature.pattern(), file);
        if (signature.offset() instanceof Offset.VersionInformation) {
            return layout.map(ExecutableLayout::versionInformation).orElse(List.of()).stream()
                    .anyMatch(pattern::matchesAt);
        }
        Places places = places(signature, file.length, layout);
        for (long at = Math.max(0, places.first());
                places.exists() && at <= Math.min(places.last(), file.length);
                at++) {
            if (pattern.matchesAt(at)) {
                return true;
            }
        }
        return false;
    }

    private static Places places(BodySignature signature, long size, Optional<ExecutableLayout> layout) {
        return switch (signature.offset()) {
            case Offset.Any any -> new Places(0, size);
            case Offset.FromStart o -> Places.from(o.position(), o.shift());
            case Offset.FromEnd o -> Places.from(size - o.distance(), o.shift());
            case Offset.EntryPoint o ->
                layout.map(l -> Places.from(l.entryPoint().orElse(0) + o.delta(), o.shift()))
                        .orElse(Places.NONE);
            case Offset.SectionStart o ->
                section(layout, o.section())
                        .map(s -> Places.from(s.offset() + o.delta(), o.shift()))
                        .orElse(Places.NONE);
            case Offset.LastSection o ->
                layout.filter(l -> !l.sections().isEmpty())
                        .map(l -> Places.from(l.sections().getLast().offset() + o.delta(), o.shift()))
                        .orElse(Places.NONE);
            case Offset.WithinSection o ->
                section(layout, o.section())
                        .map(s -> Places.from(s.offset(), s.size() + o.shift()))
                        .orElse(Places.NONE);
            case Offset.VersionInformation v -> Places.NONE;
        };
    }

    private static Optional<Section> section(Optional<ExecutableLayout> layout, int number) {
        return layout.map(ExecutableLayout::sections)
                .filter(sections -> number < sections.size())
                .map(sections -> sections.get(number));
    }

    /** Where a pattern may begin: nowhere when the first place is before the file, whatever the shift. */
    private record Places(long first, long last) {
        static final Places NONE = new Places(-1, -1);

        static Places from(long first, long shift) {
            return first < 0 ? NONE : new Places(first, first + shift);
        }

        boolean exists() {
            return first >= 0;
        }
    }
}
