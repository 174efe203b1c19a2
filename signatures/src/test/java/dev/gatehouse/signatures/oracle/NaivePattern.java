package dev.gatehouse.signatures.oracle;

import dev.gatehouse.signatures.model.BodyPattern;
import dev.gatehouse.signatures.model.BodyPattern.Border;
import dev.gatehouse.signatures.model.BodyPattern.Choice;
import dev.gatehouse.signatures.model.BodyPattern.Element;
import dev.gatehouse.signatures.model.BodyPattern.Fixed;
import dev.gatehouse.signatures.model.BodyPattern.Gap;
import dev.gatehouse.signatures.model.BodyPattern.Nearby;
import dev.gatehouse.signatures.model.MaskedBytes;
import java.util.BitSet;
import java.util.List;

/** Tries a pattern at a place, with every way that gaps and alternatives leave open. */
final class NaivePattern {

    private final List<Element> elements;
    private final byte[] file;
    private final BitSet[] failures;

    NaivePattern(BodyPattern pattern, byte[] file) {
        this.elements = pattern.elements();
        this.file = file;
        this.failures = new BitSet[elements.size()];
        for (int i = 0; i < failures.length; i++) {
            failures[i] = new BitSet();
        }
    }

    boolean matchesAt(long at) {
        return matches(0, (int) at);
    }

    private boolean matches(int index, int at) {
        if (index == elements.size()) {
            return true;
        }
        if (failures[index].get(at)) {
            return false;
        }
        boolean matches = switch (elements.get(index)) {
            case Fixed fixed ->
                fits(fixed.run(), at) && matches(index + 1, at + fixed.run().length());
            case Gap gap -> matchesAfter(gap, index, at);
            case Choice choice -> matchesOneOf(choice, index, at);
            case Border border -> holds(border, index, at) && matches(index + 1, at);
            case Nearby nearby -> holds(nearby, at) && matches(index + 1, at);
        };
        if (!matches) {
            failures[index].set(at);
        }
        return matches;
    }

    private boolean matchesAfter(Gap gap, int index, int at) {
        for (long next = at + gap.min(); next <= file.length && next - at <= gap.max(); next++) {
            if (matches(index + 1, (int) next)) {
                return true;
            }
        }
        return false;
    }

    private boolean matchesOneOf(Choice choice, int index, int at) {
        if (choice.negated()) {
            int length = choice.alternatives().getFirst().length();
            return at + length <= file.length
                    && choice.alternatives().stream().noneMatch(alternative -> fits(alternative, at))
                    && matches(index + 1, at + length);
        }
        return choice.alternatives().stream()
                .anyMatch(alternative -> fits(alternative, at) && matches(index + 1, at + alternative.length()));
    }

    private boolean holds(Border border, int index, int at) {
        boolean opens = index == 0
                || elements.get(index - 1) instanceof Gap
                || (elements.get(index - 1) instanceof Nearby nearby && nearby.side() == Nearby.Side.BEFORE);
        return opens ? border.allowsAfter(at(at - 1)) : border.allowsBefore(at(at), at(at + 1));
    }

    private int at(int place) {
        return place < 0 || place >= file.length ? Border.PART_EDGE : file[place] & 0xff;
    }

    private boolean holds(Nearby nearby, int at) {
        for (int distance = nearby.min(); distance <= nearby.max(); distance++) {
            int place = nearby.side() == Nearby.Side.BEFORE ? at - 1 - distance : at + distance;
            if (place >= 0 && fits(nearby.single(), place)) {
                return true;
            }
        }
        return false;
    }

    private boolean fits(MaskedBytes run, int at) {
        if (at + run.length() > file.length) {
            return false;
        }
        for (int i = 0; i < run.length(); i++) {
            if ((file[at + i] & run.mask(i)) != run.value(i)) {
                return false;
            }
        }
        return true;
    }
}
