package dev.gatehouse.signatures.match;

import dev.gatehouse.signatures.database.SignatureTable;
import dev.gatehouse.signatures.executable.ExecutableLayout;
import dev.gatehouse.signatures.model.Target;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is known of a stream before it is searched, and so which signatures apply to it, and where. */
public final class Placement {

    /** An empty stream. */
    static final Placement NOWHERE = new Placement(0, Set.of(), Optional.empty());

    private final long size;
    private final int targetBits;
    private final Optional<ExecutableLayout> layout;

    /**
     * What is known.
     *
     * @param size the stream's length in bytes
     * @param targets what it counts as, besides {@link Target#ANY}
     * @param layout where its pieces lie if it is a program
     */
    public Placement(long size, Set<Target> targets, Optional<ExecutableLayout> layout) {
        int bits = 1 << Target.ANY.number();
        for (Target target : targets) {
            bits |= 1 << target.number();
        }
        this.size = size;
        this.targetBits = bits;
        this.layout = layout;
    }

    boolean hasTarget(int targetBit) {
        return (targetBits & targetBit) != 0;
    }

    /** Whether a signature's offset allows a pattern that begins at a position. */
    boolean admits(SignatureTable signatures, int signature, long start) {
        return switch (signatures.offsetKind(signature)) {
            case ANY -> true;
            case FROM_START -> within(signatures.offset(signature), signatures.shift(signature), start);
            case FROM_END -> within(size - signatures.offset(signature), signatures.shift(signature), start);
            case ENTRY_POINT ->
                // a program whose entry point lies in no byte of it counts as entered at its start, as ClamAV has it
                layout.isPresent()
                        && within(
                                layout.get().entryPoint().orElse(0) + signatures.offset(signature),
                                signatures.shift(signature),
                                start);
            case SECTION_START -> {
                int section = signatures.section(signature);
                yield section < sections().size()
                        && within(
                                sections().get(section).offset() + signatures.offset(signature),
                                signatures.shift(signature),
                                start);
            }
            case LAST_SECTION ->
                !sections().isEmpty()
                        && within(
                                sections().getLast().offset() + signatures.offset(signature),
                                signatures.shift(signature),
                                start);
            case WITHIN_SECTION -> {
                int number = signatures.section(signature);
                if (number >= sections().size()) {
                    yield false;
                }
                ExecutableLayout.Section section = sections().get(number);
                yield within(section.offset(), section.size() + signatures.shift(signature), start);
            }
            case VERSION_INFORMATION ->
                layout.isPresent() && layout.get().versionInformation().contains(start);
        };
    }

    private List<ExecutableLayout.Section> sections() {
        return layout.map(ExecutableLayout::sections).orElse(List.of());
    }

    private static boolean within(long from, long shift, long start) {
        return from >= 0 && start >= from && start - from <= shift;
    }
}
