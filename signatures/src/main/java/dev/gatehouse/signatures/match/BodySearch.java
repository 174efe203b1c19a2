package dev.gatehouse.signatures.match;

import dev.gatehouse.signatures.database.AnchorTables;
import dev.gatehouse.signatures.database.BodyTables;
import dev.gatehouse.signatures.database.GramTable;
import dev.gatehouse.signatures.database.IntTable;
import dev.gatehouse.signatures.database.Postings;
import dev.gatehouse.signatures.database.SegmentTable;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Searches one stream of bytes after another for body patterns. Reusable, for one thread: {@link #begin}, any number of
 * {@link #feed}, {@link #finish}. What it holds does not depend on how long the stream is.
 */
public final class BodySearch {

    /** Called for each signature once in a stream, at the first place where it is seen to match. */
    @FunctionalInterface
    public interface MatchSink {

        /**
         * A signature matches.
         *
         * @param signature its index
         * @param start where it begins, in bytes from the start of the stream
         * @return whether the search shall go on
         */
        boolean matched(int signature, long start);
    }

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    /** New bytes that the window takes in at once, beside those that it keeps. */
    private static final int FILL_BYTES = 64 << 10;
    /** Positions that all tables look at before the next ones are: what they read stays in the first-level cache. */
    private static final int BLOCK_BYTES = 4 << 10;
    /** Keeps strides in step with the stream when the window moves. */
    private static final int ALIGNMENT = 8;

    private static final MatchSink NOBODY = (signature, start) -> false;

    private final BodyTables tables;
    private final SegmentTable segments;
    private final Postings postings;
    private final Searched first;
    private final Searched later;
    private final int capacity;
    private final byte[] window;
    private final int[] survivors = new int[BLOCK_BYTES];
    private final int[] lists = new int[BLOCK_BYTES];
    private final Verifier verifier;
    private final SignatureSet matched;
    private final LinkStates links = new LinkStates();
    private final LinkQueue queue = new LinkQueue();

    /** The signatures of which the first of several segments was seen in this stream. */
    private final SignatureSet begun;

    private Placement placement = Placement.NOWHERE;
    private MatchSink sink = NOBODY;
    private long base;
    private int length;
    private int next;
    private boolean running;

    /** A search over compiled tables. */
    public BodySearch(BodyTables tables) {
        this.tables = tables;
        this.segments = tables.segments();
        this.postings = tables.postings();
        this.first = new Searched(tables.first());
        this.later = new Searched(tables.later());
        this.capacity = FILL_BYTES + tables.before() + tables.after() + 2 * ALIGNMENT;
        this.window = new byte[capacity + Long.BYTES - 1];
        this.verifier = new Verifier(tables, window);
        this.matched = new SignatureSet(tables.signatures().size());
        this.begun = new SignatureSet(tables.signatures().size());
    }

    /** Tables of anchors, with what is read most in arrays. */
    private static final class Searched {

        private final AnchorTables tables;
        private final int[] shortHeads;
        private final int[] everywhere;

        Searched(AnchorTables tables) {
            this.tables = tables;
            this.shortHeads = toArray(tables.shortHeads());
            this.everywhere = toArray(tables.everywhere());
        }

        private static int[] toArray(IntTable table) {
            int[] numbers = new int[(int) table.size()];
            Arrays.setAll(numbers, table::get);
            return numbers;
        }
    }

    /**
     * Begins a new stream.
     *
     * @param placement what is known of the stream: its size, its targets, its layout
     * @param sink is told of matches
     */
    public void begin(Placement placement, MatchSink sink) {
        this.placement = placement;
        this.sink = sink;
        matched.clear();
        begun.clear();
        links.clear();
        queue.clear();
        base = 0;
        length = 0;
        next = 0;
        running = tables.signatures().size() > 0;
    }

    /** Whether more bytes could change anything: not when the sink has had enough. */
    public boolean running() {
        return running;
    }

    /** Whether a bound on carried state was reached in this stream, so that a match may have been missed. */
    public boolean limited() {
        return queue.overflowed() || links.overflowed();
    }

    /** The array that {@link #room} bytes may be written to from {@link #end} on, to be taken in by {@link #take}. */
    @SuppressWarnings("EI_EXPOSE_REP")
    public byte[] window() {
        return window;
    }

    /** Where in the window the next bytes of the stream go. */
    public int end() {
        return length;
    }

    /** How many bytes the window has room for; at least 1 while the search is running. */
    public int room() {
        return capacity - length;
    }

    /** Takes in bytes that were written to the window at {@link #end}. */
    public void take(int count) {
        length += count;
        if (length == capacity) {
            advance(length - tables.after());
        }
    }

    /** Takes in the next bytes of the stream. */
    public void feed(byte[] bytes, int offset, int count) {
        int done = 0;
        while (running && done < count) {
            int step = Math.min(count - done, room());
            System.arraycopy(bytes, offset + done, window, length, step);
            take(step);
            done += step;
        }
    }

    /** Ends the stream: what can still match does. */
    public void finish() {
        if (running) {
            advance(length);
        }
        running = false;
        sink = NOBODY;
    }

    private void advance(int limit) {
        while (running && next < limit) {
            int to = Math.min(limit, next + BLOCK_BYTES);
            verifier.at(base, length);
            searchBlock(next, to);
            next = to;
        }
        int keep = Math.max(0, next - tables.before()) & -ALIGNMENT;
        System.arraycopy(window, keep, window, 0, length - keep);
        base += keep;
        length -= keep;
        next -= keep;
    }

    /**
     * What follows in a pattern is looked for only once its first segment was seen, for some of it is everywhere, such as
     * zeros. It stands behind the first, so its anchor is in this block at the earliest.
     */
    private void searchBlock(int from, int to) {
        search(first, from, to);
        if (!begun.isEmpty()) {
            search(later, from, to);
        }
        followLinks();
    }

    private void search(Searched searched, int from, int to) {
        searchGrams(searched.tables.longGrams(), from, to);
        searchGrams(searched.tables.mediumGrams(), from, to);
        searchGrams(searched.tables.narrowGrams(), from, to);
        searchShort(searched.shortHeads, from, to);
        searchEverywhere(searched.everywhere, from, to);
    }

    private void searchGrams(GramTable grams, int from, int to) {
        if (grams.isEmpty()) {
            return;
        }
        int end = Math.min(to, length - grams.width() + 1);
        int passed = GramScan.scan(grams, window, alignUp(from, grams.stride()), end, survivors);
        int left = ruleOut(findLists(grams, passed));
        for (int i = 0; i < left; i++) {
            tryPostings(lists[i], survivors[i]);
        }
    }

    /** The lists of the survivors that are in the table, side by side with these. */
    private int findLists(GramTable grams, int count) {
        int known = 0;
        for (int i = 0; i < count; i++) {
            int at = survivors[i];
            int slot = grams.slot(GramScan.product(grams, window, at));
            survivors[known] = at;
            lists[known] = slot;
            known += slot >= 0 ? 1 : 0;
        }
        for (int i = 0; i < known; i++) {
            lists[i] = grams.firstPosting(lists[i]);
        }
        return known;
    }

    /**
     * Most lists have one posting, and most of these are ruled out by the bytes that must stand near: that is told for
     * many together, without a branch, so that what is far away in memory is fetched side by side.
     */
    @SuppressWarnings("ShortCircuitBoolean") // a branch here would be a guess
    private int ruleOut(int count) {
        int left = 0;
        for (int i = 0; i < count; i++) {
            int posting = lists[i];
            int at = survivors[i];
            survivors[left] = at;
            lists[left] = posting;
            left += passesCheck(posting, at) | !postings.isLast(posting) ? 1 : 0;
        }
        return left;
    }

    private void searchShort(int[] heads, int from, int to) {
        if (heads.length == 0) {
            return;
        }
        byte[] bytes = window;
        int end = Math.min(to, length - Short.BYTES + 1);
        for (int at = from; at < end; at++) {
            int head = heads[(bytes[at] & 0xff) | (bytes[at + 1] & 0xff) << 8];
            if (head != 0) {
                tryPostings(head - 1, at);
            }
        }
    }

    private void searchEverywhere(int[] everywhere, int from, int to) {
        for (int segment : everywhere) {
            for (int at = from; at < to; at++) {
                trySegment(segment, at);
            }
        }
    }

    private static int alignUp(int position, int stride) {
        return (position + stride - 1) & -stride;
    }

    private void tryPostings(int head, int at) {
        for (int posting = head; running; posting++) {
            if (passesCheck(posting, at)) {
                trySegment(postings.segment(posting), at - postings.offset(posting));
            }
            if (postings.isLast(posting)) {
                return;
            }
        }
    }

    @SuppressWarnings("ShortCircuitBoolean") // a branch here would be a guess
    private boolean passesCheck(int posting, int at) {
        long check = postings.check(posting);
        int distance = Postings.distance(check);
        int from = at + distance;
        boolean inside = from >= 0 & from <= length - Integer.BYTES;
        boolean same = (int) INT.get(window, inside ? from : 0) == Postings.bytes(check);
        return (distance == Postings.NO_CHECK) | (inside & same);
    }

    private void trySegment(int segment, int run) {
        int signature = segments.signature(segment);
        if (!running
                || matched.contains(signature)
                || !placement.hasTarget(tables.signatures().targetBit(signature))) {
            return;
        }
        int flags = segments.flags(segment);
        boolean begins = (flags & SegmentTable.FIRST) != 0;
        if ((begins || begun.contains(signature)) && verifier.verify(segment, run)) {
            if (begins && (flags & SegmentTable.LAST) != 0) {
                matchWherePlaced(signature);
                return;
            }
            begun.add(signature);
            queue.add(run, segment);
        }
    }

    private void matchWherePlaced(int signature) {
        for (int i = 0; i < verifier.startCount(); i++) {
            long start = verifier.start(i);
            if (placement.admits(tables.signatures(), signature, start)) {
                match(signature, start);
                return;
            }
        }
    }

    private void match(int signature, long start) {
        if (matched.add(signature) && !sink.matched(signature, start)) {
            running = false;
        }
    }

    /** Segments that follow one another are joined in the order of the stream, whichever table noticed them. */
    private void followLinks() {
        if (queue.isEmpty()) {
            return;
        }
        queue.sort();
        for (int i = 0; running && i < queue.size(); i++) {
            follow(queue.segment(i), queue.run(i));
        }
        queue.drain();
    }

    private void follow(int segment, int run) {
        int signature = segments.signature(segment);
        if (matched.contains(signature) || !verifier.verify(segment, run)) {
            return;
        }
        int flags = segments.flags(segment);
        long start = (flags & SegmentTable.FIRST) != 0 ? placedStart(signature) : linkedStart(segment);
        if (start < 0) {
            return;
        }
        if ((flags & SegmentTable.LAST) != 0) {
            match(signature, start);
        } else {
            long reach = segments.linkMax(segment + 1);
            for (int i = 0; i < verifier.endCount(); i++) {
                links.add(segment, verifier.end(i), start, reach);
            }
        }
    }

    private long placedStart(int signature) {
        for (int i = 0; i < verifier.startCount(); i++) {
            long start = verifier.start(i);
            if (placement.admits(tables.signatures(), signature, start)) {
                return start;
            }
        }
        return -1;
    }

    private long linkedStart(int segment) {
        long min = segments.linkMin(segment);
        long max = segments.linkMax(segment);
        for (int i = 0; i < verifier.startCount(); i++) {
            long start = links.patternStart(segment - 1, verifier.start(i), min, max);
            if (start >= 0) {
                return start;
            }
        }
        return -1;
    }
}
