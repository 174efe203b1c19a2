package dev.gatehouse.signatures.match;

import dev.gatehouse.signatures.model.BodyPattern;
import dev.gatehouse.signatures.model.BodyPattern.Border;
import dev.gatehouse.signatures.model.BodyPattern.Choice;
import dev.gatehouse.signatures.model.BodyPattern.Element;
import dev.gatehouse.signatures.model.BodyPattern.Fixed;
import dev.gatehouse.signatures.model.BodyPattern.Gap;
import dev.gatehouse.signatures.model.BodyPattern.Nearby;
import dev.gatehouse.signatures.model.MaskedBytes;
import java.util.BitSet;

/** Finds patterns the slow and obvious way: from every position, every way through the elements. */
final class ReferenceSearch {

    private ReferenceSearch() {}

    static boolean matches(BodyPattern pattern, byte[] bytes) {
        BitSet reached = new BitSet();
        reached.set(0, bytes.length + 1);
        boolean runBegun = false;
        for (Element element : pattern.elements()) {
            BitSet after = new BitSet();
            boolean ahead = runBegun;
            reached.stream().forEach(at -> step(element, bytes, at, ahead, after));
            reached = after;
            runBegun = !(element instanceof Gap) && (runBegun || element instanceof Fixed || element instanceof Choice);
        }
        return !reached.isEmpty();
    }

    private static void step(Element element, byte[] bytes, int at, boolean ahead, BitSet after) {
        switch (element) {
            case Fixed fixed -> {
                if (stands(fixed.run(), bytes, at)) {
                    after.set(at + fixed.run().length());
                }
            }
            case Gap gap -> {
                if (at + gap.min() <= bytes.length) {
                    long to = Math.min(bytes.length, gap.max() == Long.MAX_VALUE ? bytes.length : at + gap.max());
                    after.set((int) (at + gap.min()), (int) to + 1);
                }
            }
            case Choice choice -> choose(choice, bytes, at, after);
            case Border border -> {
                boolean holds = ahead
                        ? border.allowsBefore(byteAt(bytes, at), byteAt(bytes, at + 1))
                        : border.allowsAfter(byteAt(bytes, at - 1));
                after.set(at, after.get(at) || holds);
            }
            case Nearby nearby -> {
                for (int between = nearby.min(); between <= nearby.max(); between++) {
                    int from = nearby.side() == Nearby.Side.AFTER ? at + between : at - 1 - between;
                    if (from >= 0 && stands(nearby.single(), bytes, from)) {
                        after.set(at);
                    }
                }
            }
        }
    }

    private static int byteAt(byte[] bytes, int index) {
        return index < 0 || index >= bytes.length ? Border.PART_EDGE : bytes[index] & 0xff;
    }

    private static void choose(Choice choice, byte[] bytes, int at, BitSet after) {
        boolean any = false;
        for (MaskedBytes alternative : choice.alternatives()) {
            if (stands(alternative, bytes, at)) {
                any = true;
                if (!choice.negated()) {
                    after.set(at + alternative.length());
                }
            }
        }
        int length = choice.alternatives().getFirst().length();
        if (choice.negated() && !any && at + length <= bytes.length) {
            after.set(at + length);
        }
    }

    private static boolean stands(MaskedBytes run, byte[] bytes, int at) {
        if (at + run.length() > bytes.length) {
            return false;
        }
        for (int i = 0; i < run.length(); i++) {
            if ((bytes[at + i] & run.mask(i)) != run.value(i)) {
                return false;
            }
        }
        return true;
    }
}
