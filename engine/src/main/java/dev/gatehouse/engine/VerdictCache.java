package dev.gatehouse.engine;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.gatehouse.spi.Reason;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * The outcomes of parts, by their bytes and by all else that they depend on, so that an identical part is not scanned
 * again.
 *
 * <p>What a verdict depends on: the bytes (their SHA-256 and size), the lineup (its generation), who of it judges and with which
 * signatures (the epoch of the {@link Panel}), the scanner's options (each scanner has its own cache), and perhaps what the part came out of. A backend may trust a part because of its
 * container; the engine sees whether it asked for it. An outcome for which nobody asked is kept {@linkplain Key without
 * context}; one for which somebody did, with the digests of the whole chain of containers as its context. One for which
 * a backend asked the names in the path is not kept, nor is one with a reason that the bytes alone do not explain: a
 * limit, the environment, a backend.
 */
final class VerdictCache {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final int ENTRY_BYTES = 200;
    private static final int PART_BYTES = 300;
    private static final int REASON_BYTES = 100;

    private final Cache<Key, CachedVerdict> verdicts;
    private volatile boolean contextual;

    /** An empty cache that holds up to so many bytes, as far as they can be told. */
    VerdictCache(long maxBytes) {
        this.verdicts = Caffeine.newBuilder()
                // its upkeep takes less time than telling another thread to do it
                .executor(Runnable::run)
                .maximumWeight(maxBytes)
                .weigher((Key _, CachedVerdict verdict) -> weight(verdict.report()))
                .build();
    }

    /** Whether any outcome is kept that depends on a context. */
    boolean contextual() {
        return contextual;
    }

    Optional<CachedVerdict> find(Key key) {
        return Optional.ofNullable(verdicts.getIfPresent(key));
    }

    void keep(Key key, CachedVerdict verdict) {
        contextual |= key.contextHigh != 0 || key.contextLow != 0;
        verdicts.put(key, verdict);
    }

    private static int weight(PartReport report) {
        return (int) Math.min(Integer.MAX_VALUE, ENTRY_BYTES + bytes(report));
    }

    private static long bytes(PartReport report) {
        long bytes = PART_BYTES + 2L * report.name().length();
        for (Reason reason : report.reasons()) {
            bytes += REASON_BYTES + reason.detail().length();
        }
        bytes += (long) PART_BYTES * report.findings().size();
        for (PartReport part : report.parts()) {
            bytes += bytes(part);
        }
        return bytes;
    }

    /**
     * By what an outcome is known.
     *
     * @param a the SHA-256 of the part in four pieces, this one and the next three
     * @param size the part's size in bytes
     * @param generation the lineup's
     * @param epoch the panel's in the lineup
     * @param whole whether it is a file, and backends that unpack by themselves judged it
     * @param contextHigh with {@code contextLow}, stands for the chain of containers; both 0 without context
     */
    record Key(
            long a,
            long b,
            long c,
            long d,
            long size,
            long generation,
            long epoch,
            boolean whole,
            long contextHigh,
            long contextLow) {

        /** A key without context. */
        static Key of(byte[] sha256, long size, long generation, long epoch, boolean whole) {
            return new Key(
                    (long) LONGS.get(sha256, 0),
                    (long) LONGS.get(sha256, 8),
                    (long) LONGS.get(sha256, 16),
                    (long) LONGS.get(sha256, 24),
                    size,
                    generation,
                    epoch,
                    whole,
                    0,
                    0);
        }

        /** The same key within a chain of containers, told by 16 bytes of its digest. */
        Key within(byte[] chain) {
            return new Key(
                    a, b, c, d, size, generation, epoch, whole, (long) LONGS.get(chain, 0), (long) LONGS.get(chain, 8));
        }

        /** The digest is as good a hash as there is. */
        @Override
        public int hashCode() {
            return (int) (a ^ contextLow);
        }
    }
}
