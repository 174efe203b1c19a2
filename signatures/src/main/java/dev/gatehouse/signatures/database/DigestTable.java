package dev.gatehouse.signatures.database;

import dev.gatehouse.signatures.model.Digest;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
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
    private static final ValueLayout.OfInt BIG_ENDIAN_INT =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    static final long ANY_SIZE = -1;

    private final Digest.Algorithm algorithm;
    private final DigestRecords records;
    private final IntTable buckets;
    private final SizeFilter sizes;
    private final int width;

    /**
     * A table over its parts.
     *
     * @param algorithm how the digests are made
     * @param records the digests, each with its size, -1 for any, and the index of its name
     * @param buckets for each bucket the index of its first record, and the number of records at the end
     * @param sizes the sizes that go with digests
     */
    public DigestTable(Digest.Algorithm algorithm, DigestRecords records, IntTable buckets, SizeFilter sizes) {
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
        return sizes.mayHold(size);
    }

    /** The digests' records. */
    public DigestRecords records() {
        return records;
    }

    /** The index of buckets. */
    public IntTable buckets() {
        return buckets;
    }

    /** The sizes that go with digests. */
    public SizeFilter sizes() {
        return sizes;
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
        int bucket = bucket(digest, (int) buckets.size() - 1);
        int first = buckets.get(bucket);
        int count = buckets.get(bucket + 1) - first;
        MemorySegment entries = records.read((long) first * width, count * width);
        for (int i = 0; i < count; i++) {
            long at = (long) i * width;
            if (holds(entries, at, digest)) {
                long entrySize = entries.get(LONG, at + digest.length);
                if (entrySize == size || entrySize == ANY_SIZE) {
                    names.add(entries.get(INT, at + digest.length + Long.BYTES));
                }
            }
        }
        return names;
    }

    private static boolean holds(MemorySegment records, long at, byte[] digest) {
        for (int i = 0; i < digest.length; i++) {
            if (records.get(ValueLayout.JAVA_BYTE, at + i) != digest[i]) {
                return false;
            }
        }
        return true;
    }

    private static int bucket(byte[] digest, int bucketCount) {
        return bucket(MemorySegment.ofArray(digest), 0, bucketCount);
    }

    private static int bucket(MemorySegment memory, long at, int bucketCount) {
        int leading = memory.get(BIG_ENDIAN_INT, at);
        return bucketCount == 1 ? 0 : leading >>> (Integer.SIZE - Integer.numberOfTrailingZeros(bucketCount));
    }

    /** Makes a table; its heap does not grow with the number of digests. */
    public static final class Builder {

        private static final int ENTRIES_PER_BUCKET = 4;

        private final Digest.Algorithm algorithm;
        private final int width;
        private final Spool spool = new Spool();
        private int count;

        /** A builder without digests. */
        public Builder(Digest.Algorithm algorithm) {
            this.algorithm = algorithm;
            this.width = width(algorithm);
        }

        /**
         * Adds a digest.
         *
         * @param size the size of parts it goes with, in bytes; nothing for any
         * @param name index into the pool of names
         */
        public void add(Digest digest, OptionalLong size, int name) {
            spool.add(digest.bytes(), 0, algorithm.size());
            spool.addLong(size.orElse(ANY_SIZE));
            spool.addInt(name);
            count++;
        }

        /** How many digests were added. */
        public long size() {
            return count;
        }

        /** The table of all digests so far; the builder may not be used afterwards. */
        public DigestTable build() {
            MemorySegment unsorted = spool.freeze();
            int bucketCount = Math.max(1, Integer.highestOneBit(count / ENTRIES_PER_BUCKET));
            MemorySegment buckets = Spool.scratch((bucketCount + 1L) * Integer.BYTES);
            for (int i = 0; i < count; i++) {
                increment(buckets, bucket(unsorted, (long) i * width, bucketCount) + 1);
            }
            for (int i = 1; i <= bucketCount; i++) {
                buckets.setAtIndex(INT, i, buckets.getAtIndex(INT, i) + buckets.getAtIndex(INT, i - 1));
            }
            MemorySegment sorted = Spool.scratch((long) count * width);
            SizeFilter.Builder sizes = new SizeFilter.Builder(count);
            for (int i = 0; i < count; i++) {
                long from = (long) i * width;
                int slot = increment(buckets, bucket(unsorted, from, bucketCount));
                MemorySegment.copy(unsorted, from, sorted, (long) slot * width, width);
                sizes.add(unsorted.get(LONG, from + algorithm.size()));
            }
            // each start has moved to the next one's place
            for (int i = bucketCount; i > 0; i--) {
                buckets.setAtIndex(INT, i, buckets.getAtIndex(INT, i - 1));
            }
            buckets.setAtIndex(INT, 0, 0);
            return new DigestTable(
                    algorithm,
                    DigestRecords.of(sorted.asReadOnly()),
                    new IntTable(buckets.asReadOnly()),
                    sizes.build());
        }

        private static int increment(MemorySegment counters, int index) {
            int count = counters.getAtIndex(INT, index);
            counters.setAtIndex(INT, index, count + 1);
            return count;
        }
    }
}
