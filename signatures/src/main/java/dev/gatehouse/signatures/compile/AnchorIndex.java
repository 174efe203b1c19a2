package dev.gatehouse.signatures.compile;

import dev.gatehouse.signatures.database.AnchorTables;
import dev.gatehouse.signatures.database.GramTable;
import dev.gatehouse.signatures.database.IntTable;
import dev.gatehouse.signatures.database.Postings;
import dev.gatehouse.signatures.model.MaskedBytes;

/** Enters segments under their anchors. */
final class AnchorIndex {

    private final Postings.Builder postings;
    private final GramTable.Builder longGrams = builder(Anchor.Kind.LONG);
    private final GramTable.Builder mediumGrams = builder(Anchor.Kind.MEDIUM);
    private final GramTable.Builder narrowGrams = builder(Anchor.Kind.NARROW);
    private final int[] shortHeads = new int[1 << 16];
    private final IntTable.Builder everywhere = new IntTable.Builder();
    private boolean anyShort;

    /** An index without segments. */
    AnchorIndex(Postings.Builder postings) {
        this.postings = postings;
    }

    private static GramTable.Builder builder(Anchor.Kind kind) {
        return new GramTable.Builder(kind.gramBytes(), kind.stride());
    }

    /** How many segments a gram of long anchors leads to already. */
    int crowd(long gram) {
        return longGrams.count(gram);
    }

    /** Enters a segment under an anchor in one of its runs. */
    void add(Anchor anchor, MaskedBytes run, int segment) {
        switch (anchor.kind()) {
            case LONG -> addGrams(longGrams, anchor, run, segment);
            case MEDIUM -> addGrams(mediumGrams, anchor, run, segment);
            case NARROW -> addGrams(narrowGrams, anchor, run, segment);
            case SHORT -> {
                int pair = (int) gram(run, anchor.offset(), anchor.kind().gramBytes());
                Postings.Place place =
                        place(run, segment, anchor.offset(), anchor.kind().gramBytes());
                shortHeads[pair] = postings.add(place, shortHeads[pair] - 1) + 1;
                anyShort = true;
            }
            case NONE -> everywhere.add(segment);
        }
    }

    private void addGrams(GramTable.Builder grams, Anchor anchor, MaskedBytes run, int segment) {
        int gramBytes = anchor.kind().gramBytes();
        for (int i = 0; i < anchor.kind().stride(); i++) {
            int offset = anchor.offset() + i;
            grams.add(gram(run, offset, gramBytes), place(run, segment, offset, gramBytes), postings);
        }
    }

    private static Postings.Place place(MaskedBytes run, int segment, int offset, int gramLength) {
        int check = Anchors.check(run, offset, gramLength);
        return check == Anchors.NOWHERE
                ? new Postings.Place(segment, offset, Postings.NO_CHECK, 0)
                : new Postings.Place(segment, offset, check - offset, (int) gram(run, check, Anchors.CHECK_BYTES));
    }

    private static long gram(MaskedBytes run, int offset, int length) {
        long gram = 0;
        for (int i = length - 1; i >= 0; i--) {
            gram = gram << 8 | run.value(offset + i);
        }
        return gram;
    }

    /** The tables of all segments so far; the index may not be used afterwards. */
    AnchorTables build() {
        GramTable longer = longGrams.build(postings);
        GramTable medium = mediumGrams.build(postings);
        GramTable narrow = narrowGrams.build(postings);
        IntTable.Builder heads = new IntTable.Builder();
        if (anyShort) {
            for (int head : shortHeads) {
                heads.add(head == 0 ? 0 : postings.pack(head - 1) + 1);
            }
        }
        return new AnchorTables(longer, medium, narrow, heads.build(), everywhere.build());
    }
}
