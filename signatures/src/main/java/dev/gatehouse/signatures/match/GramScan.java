package dev.gatehouse.signatures.match;

import dev.gatehouse.signatures.database.GramTable;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The loops that decide how fast Gatehouse is: a load, a multiplication and a test at each position that a filter is
 * asked about. Four positions are tested together and a branch is taken only if one of them passes, for the processor
 * can foresee that none does; which of the four it was is then noted without a branch.
 *
 * <p>There is one loop for each stride, since a stride that the compiler knows makes the loop half as long again.
 */
final class GramScan {

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private GramScan() {}

    /** The gram at an index, by which the table knows it. */
    static long product(GramTable grams, byte[] bytes, int at) {
        return GramTable.product((long) LONG.get(bytes, at), grams.lead());
    }

    /**
     * Notes the positions that pass the filter, in their order.
     *
     * @param bytes has seven bytes of whatever kind after the last position
     * @param from the first position, in step with the table's stride
     * @param end the index after the last position
     * @param passed takes the positions; a power of two of room, more than there are positions
     * @return how many passed
     */
    static int scan(GramTable grams, byte[] bytes, int from, int end, int[] passed) {
        return switch (grams.stride()) {
            case 4 -> byFour(grams, bytes, from, end, passed);
            case 2 -> byTwo(grams, bytes, from, end, passed);
            default -> throw new IllegalStateException("no loop has stride " + grams.stride());
        };
    }

    private static int byFour(GramTable grams, byte[] bytes, int from, int end, int[] passed) {
        long[] filter = grams.filter();
        int words = filter.length - 1;
        int room = passed.length - 1;
        int shift = grams.filterShift();
        int first = shift - 6;
        int second = shift - 12;
        int lead = grams.lead();
        int count = 0;
        int at = from;
        for (; at < end - 12; at += 16) {
            long p0 = GramTable.product((long) LONG.get(bytes, at), lead);
            long p1 = GramTable.product((long) LONG.get(bytes, at + 4), lead);
            long p2 = GramTable.product((long) LONG.get(bytes, at + 8), lead);
            long p3 = GramTable.product((long) LONG.get(bytes, at + 12), lead);
            long w0 = filter[(int) (p0 >>> shift) & words];
            long w1 = filter[(int) (p1 >>> shift) & words];
            long w2 = filter[(int) (p2 >>> shift) & words];
            long w3 = filter[(int) (p3 >>> shift) & words];
            long t0 = w0 >>> (p0 >>> first) & w0 >>> (p0 >>> second);
            long t1 = w1 >>> (p1 >>> first) & w1 >>> (p1 >>> second);
            long t2 = w2 >>> (p2 >>> first) & w2 >>> (p2 >>> second);
            long t3 = w3 >>> (p3 >>> first) & w3 >>> (p3 >>> second);
            if (((t0 | t1 | t2 | t3) & 1) != 0) {
                passed[count & room] = at;
                count += (int) t0 & 1;
                passed[count & room] = at + 4;
                count += (int) t1 & 1;
                passed[count & room] = at + 8;
                count += (int) t2 & 1;
                passed[count & room] = at + 12;
                count += (int) t3 & 1;
            }
        }
        for (; at < end; at += 4) {
            passed[count & room] = at;
            count += passes(filter, shift, GramTable.product((long) LONG.get(bytes, at), lead));
        }
        return count;
    }

    private static int byTwo(GramTable grams, byte[] bytes, int from, int end, int[] passed) {
        long[] filter = grams.filter();
        int words = filter.length - 1;
        int room = passed.length - 1;
        int shift = grams.filterShift();
        int first = shift - 6;
        int second = shift - 12;
        int lead = grams.lead();
        int count = 0;
        int at = from;
        for (; at < end - 6; at += 8) {
            long p0 = GramTable.product((long) LONG.get(bytes, at), lead);
            long p1 = GramTable.product((long) LONG.get(bytes, at + 2), lead);
            long p2 = GramTable.product((long) LONG.get(bytes, at + 4), lead);
            long p3 = GramTable.product((long) LONG.get(bytes, at + 6), lead);
            long w0 = filter[(int) (p0 >>> shift) & words];
            long w1 = filter[(int) (p1 >>> shift) & words];
            long w2 = filter[(int) (p2 >>> shift) & words];
            long w3 = filter[(int) (p3 >>> shift) & words];
            long t0 = w0 >>> (p0 >>> first) & w0 >>> (p0 >>> second);
            long t1 = w1 >>> (p1 >>> first) & w1 >>> (p1 >>> second);
            long t2 = w2 >>> (p2 >>> first) & w2 >>> (p2 >>> second);
            long t3 = w3 >>> (p3 >>> first) & w3 >>> (p3 >>> second);
            if (((t0 | t1 | t2 | t3) & 1) != 0) {
                passed[count & room] = at;
                count += (int) t0 & 1;
                passed[count & room] = at + 2;
                count += (int) t1 & 1;
                passed[count & room] = at + 4;
                count += (int) t2 & 1;
                passed[count & room] = at + 6;
                count += (int) t3 & 1;
            }
        }
        for (; at < end; at += 2) {
            passed[count & room] = at;
            count += passes(filter, shift, GramTable.product((long) LONG.get(bytes, at), lead));
        }
        return count;
    }

    private static int passes(long[] filter, int shift, long product) {
        long word = filter[(int) (product >>> shift)];
        return (int) (word >>> (product >>> (shift - 6)) & word >>> (product >>> (shift - 12))) & 1;
    }
}
