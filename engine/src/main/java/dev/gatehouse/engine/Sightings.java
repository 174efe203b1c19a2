package dev.gatehouse.engine;

import dev.gatehouse.engine.content.Content;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Tells whether a part like this one was seen lately, by a sketch: its size and a few bytes of both its ends. Most parts
 * come once. Only one that may have come before is worth a SHA-256, which costs as much as the search itself; so a
 * verdict is kept from a part's second coming on.
 *
 * <p>A table of fixed size that forgets. What is forgotten, and sketches that are alike by chance or by intent, cost time
 * and nothing else: verdicts go by the digest alone. Shared by threads without a lock, for the same reason.
 */
final class Sightings {

    private static final int PLACES = 1 << 16;
    private static final int END_BYTES = 64;
    private static final long SPREAD = 0x9e3779b97f4a7c15L;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle PLACE = MethodHandles.arrayElementVarHandle(long[].class);

    private static final ThreadLocal<byte[]> ENDS = ThreadLocal.withInitial(() -> new byte[2 * END_BYTES]);

    private final long[] sketches = new long[PLACES];

    /**
     * Whether a part with this sketch came before, as far as is remembered. From now on one did.
     *
     * @throws IOException if the content cannot be read
     */
    boolean before(Content content) throws IOException {
        long sketch = sketch(content);
        int place = (int) (sketch >>> 48) & PLACES - 1;
        boolean known = (long) PLACE.getOpaque(sketches, place) == sketch;
        if (!known) {
            PLACE.setOpaque(sketches, place, sketch);
        }
        return known;
    }

    /** Never 0, which stands for nothing. */
    private static long sketch(Content content) throws IOException {
        byte[] ends = ENDS.get();
        long size = content.size();
        int head = content.read(0, ends, 0, END_BYTES);
        int count = head + content.read(Math.max(head, size - END_BYTES), ends, head, END_BYTES);
        long sketch = size * SPREAD;
        int at = 0;
        for (; at + Long.BYTES <= count; at += Long.BYTES) {
            sketch = stir(sketch ^ (long) LONG.get(ends, at));
        }
        for (; at < count; at++) {
            sketch = stir(sketch ^ ends[at]);
        }
        return sketch | 1;
    }

    private static long stir(long value) {
        long product = value * SPREAD;
        return product ^ product >>> 29;
    }
}
