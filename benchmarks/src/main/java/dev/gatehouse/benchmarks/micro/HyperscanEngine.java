package dev.gatehouse.benchmarks.micro;

import com.gliwka.hyperscan.jni.hs_compile_error_t;
import com.gliwka.hyperscan.jni.hs_database_t;
import com.gliwka.hyperscan.jni.hs_scratch_t;
import com.gliwka.hyperscan.jni.hyperscan;
import com.gliwka.hyperscan.jni.match_event_handler;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;

/**
 * Hyperscan through the native layer of hyperscan-java, for its upper layer takes strings only. Each pattern is told
 * once, as with Gatehouse. The bytes are copied out of the heap at each search, as a Java program must.
 */
final class HyperscanEngine implements LiteralEngine {

    private final hs_database_t database;
    private final hs_scratch_t scratch;
    private BitSet found = new BitSet();

    private final match_event_handler handler = new match_event_handler() {
        @Override
        public int call(int id, long from, long to, int flags, Pointer context) {
            found.set(id);
            return 0;
        }
    };

    private HyperscanEngine(hs_database_t database, hs_scratch_t scratch) {
        this.database = database;
        this.scratch = scratch;
    }

    static HyperscanEngine of(List<byte[]> literals) {
        int count = literals.size();
        BytePointer[] expressions = new BytePointer[count];
        int[] flags = new int[count];
        int[] ids = new int[count];
        for (int i = 0; i < count; i++) {
            expressions[i] = new BytePointer(expression(literals.get(i)), StandardCharsets.US_ASCII);
            flags[i] = hyperscan.HS_FLAG_DOTALL | hyperscan.HS_FLAG_SINGLEMATCH;
            ids[i] = i;
        }
        try (PointerPointer<BytePointer> texts = new PointerPointer<>(expressions);
                PointerPointer<hs_database_t> made = new PointerPointer<>(1);
                PointerPointer<hs_compile_error_t> error = new PointerPointer<>(1);
                PointerPointer<hs_scratch_t> room = new PointerPointer<>(1)) {
            room.put(0, (Pointer) null);
            check(hyperscan.hs_compile_multi(
                    texts,
                    new IntPointer(flags),
                    new IntPointer(ids),
                    count,
                    hyperscan.HS_MODE_BLOCK,
                    null,
                    made,
                    error));
            hs_database_t database = new hs_database_t(made.get(0));
            check(hyperscan.hs_alloc_scratch(database, room));
            return new HyperscanEngine(database, new hs_scratch_t(room.get(0)));
        } finally {
            for (BytePointer expression : expressions) {
                expression.close();
            }
        }
    }

    private static String expression(byte[] literal) {
        StringBuilder text = new StringBuilder();
        for (byte value : literal) {
            text.append(String.format("\\x%02x", value));
        }
        return text.toString();
    }

    private static void check(int status) {
        if (status != 0) {
            throw new IllegalStateException("hyperscan's status is " + status);
        }
    }

    @Override
    public BitSet find(byte[] bytes) {
        found = new BitSet();
        try (BytePointer copy = new BytePointer(bytes)) {
            check(hyperscan.hs_scan(database, copy, bytes.length, 0, scratch, handler, null));
        }
        return found;
    }

    @Override
    public void close() {
        check(hyperscan.hs_free_scratch(scratch));
        check(hyperscan.hs_free_database(database));
        handler.close();
    }
}
