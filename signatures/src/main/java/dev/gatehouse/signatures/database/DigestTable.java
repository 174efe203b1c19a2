package dev.gatehouse.signatures.database;

import dev.gatehouse.signatures.model.Digest;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/**
 * Digests of one algorithm, each with the size it goes with and a name. Records of fixed width stand in buckets by the
 * digest's leading bits, so that a look-up reads two neighbouring numbers of the index and the few records of one
 * bucket. The sizes are known apart: a part of a size that no digest goes with need not be digested at all.
 */
public final class DigestTable {

    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final long ANY_SIZE = -1;

    private final Digest.Algorithm algorithm;
    private final MemorySegment records;
    private final IntTable buckets;
    private final LongTable sizes;
    private final int width;

    private DigestTable(Digest.Algorithm algorithm, MemorySegment records, IntTable buckets, LongTable sizes) {
        this.algorithm = algorithm;
        this.records = records;
        this.buckets = buckets;
        this.sizes = sizes;
        this.width = width(algorithm);
    }

    private static int width(Digest.Algorithm algorithm) {
        return algorithm.size() + Long.BYTES + Integer.BYTES;
    }

    /** How the digests are made. */
    public Digest.Algorithm algorithm() {
        return algorithm;
    }

    /** How many digests there are. */
    public long size() {
        return records.byteSize() / width;
    }

    /** Whether some digest goes with parts of this size, in bytes, so that it is worth computing. */
    public boolean mayHold(long size) {
        return holdsSize(ANY_SIZE) || holdsSize(size);
    }

    private boolean holdsSize(long size) {
        int low = 0;
        int high = (int) sizes.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            long found = sizes.get(middle);
            if (found == size) {
                return true;
            }
            if (found < size) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return false;
    }

    /**
     * The names of all entries that fit a part.
     *
     * @param digest the part's digest
     * @param size the part's size in bytes
     * @return indices into the pool of names
     */
    public List<Integer> find(byte[] digest, long size) {
        List<Integer> names = new ArrayList<>();
        if (size() == 0) {
            return names;
        }
        int bucket = bucket(digest, 0, (int) buckets.size() - 1);
        int end = buckets.get(bucket + 1);
        for (int i = buckets.get(bucket); i < end; i++) {
            long at = (long) i * width;
            if (holds(at, digest)) {
                long entrySize = records.get(LONG, at + digest.length);
                if (entrySize == size || entrySize == ANY_SIZE) {
                    names.add(records.get(INT, at + digest.length + Long.BYTES));
                }
            }
        }
        return names;
    }

    private boolean holds(long at, byte[] digest) {
        for (int i = 0; i < digest.length; i++) {
            if (records.get(ValueLayout.JAVA_BYTE, at + i) != digest[i]) {
                return false;
            }
        }
        return true;
    }

    private static int bucket(byte[] bytes, int offset, int bucketCount) {
        int leading = (bytes[offset] & 0xff) << 24
                | (bytes[offset + 1] & 0xff) << 16
                | (bytes[offset + 2] & 0xff) << 8
                | (bytes[offset + 3] & 0xff);
        return bucketCount == 1 ? 0 : leading >>> (Integer.SIZE - Integer.numberOfTrailingZeros(bucketCount));
    }

    /** Makes a table. */
    public static final class Builder {

        private static final int ENTRIES_PER_BUCKET = 4;

        private final Digest.Algorithm algorithm;
        private final int width;
        private byte[] records;
        private int count;

        /** A builder without digests. */
        public Builder(Digest.Algorithm algorithm) {
            this.algorithm = algorithm;
            this.width = width(algorithm);
            this.records = new byte[16 * width];
        }

        /**
         * Adds a digest.
         *
         * @param size the size of parts it goes with, in bytes; nothing for any
         * @param name index into the pool of names
         */
        public void add(Digest digest, OptionalLong size, int name) {
            int at = Math.multiplyExact(count, width);
            if (at + width > records.length) {
                records = Arrays.copyOf(records, (int) Math.min(Integer.MAX_VALUE - 8, records.length * 2L));
            }
            System.arraycopy(digest.bytes(), 0, records, at, algorithm.size());
            MemorySegment memory = MemorySegment.ofArray(records);
            memory.set(LONG, at + algorithm.size(), size.orElse(ANY_SIZE));
            memory.set(INT, at + algorithm.size() + Long.BYTES, name);
            count++;
        }

        /** The table of all digests so far; the builder may not be used afterwards. */
        public DigestTable build() {
            int bucketCount = Math.max(1, Integer.highestOneBit(count / ENTRIES_PER_BUCKET));
            int[] starts = new int[bucketCount + 1];
            for (int i = 0; i < count; i++) {
                starts[bucket(records, i * width, bucketCount) + 1]++;
            }
            Arrays.parallelPrefix(starts, Integer::sum);
            IntTable.Builder buckets = new IntTable.Builder();
            Arrays.stream(starts).forEach(buckets::add);
            byte[] sorted = new byte[count * width];
            int[] next = starts.clone();
            for (int i = 0; i < count; i++) {
                int slot = next[bucket(records, i * width, bucketCount)]++;
                System.arraycopy(records, i * width, sorted, slot * width, width);
            }
            MemorySegment memory = MemorySegment.ofArray(sorted).asReadOnly();
            return new DigestTable(algorithm, memory, buckets.build(), sizes(memory));
        }

        private LongTable sizes(MemorySegment memory) {
            long[] sizes = new long[count];
            for (int i = 0; i < count; i++) {
                sizes[i] = memory.get(LONG, (long) i * width + algorithm.size());
            }
            Arrays.parallelSort(sizes);
            int distinct = 0;
            for (int i = 0; i < count; i++) {
                if (i == 0 || sizes[i] != sizes[i - 1]) {
                    sizes[distinct++] = sizes[i];
                }
            }
            return LongTable.of(Arrays.copyOf(sizes, distinct));
        }
    }
}
