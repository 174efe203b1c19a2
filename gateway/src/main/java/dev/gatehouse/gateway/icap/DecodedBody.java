package dev.gatehouse.gateway.icap;

import dev.gatehouse.engine.budget.Limits;
import dev.gatehouse.engine.content.Content;
import dev.gatehouse.gateway.policy.Concern;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a body decodes to, within the limits of one part. It ends where the bytes break or a limit is reached, and tells
 * so afterwards: what came before is scanned all the same, for a browser shows it all the same. What a decoder throws,
 * whatever it is, is such an end.
 */
final class DecodedBody extends InputStream {

    /** Nobody applies more, and each costs a buffer. */
    private static final int MOST_CODINGS = 4;

    private final Content encoded;
    private final List<String> codings;
    private final long most;
    private @Nullable InputStream decoder;
    private long given;
    private volatile @Nullable Violation trouble;

    DecodedBody(Content encoded, List<String> codings, Limits limits) {
        this.encoded = encoded;
        this.codings = codings;
        long byRatio = encoded.size() > Long.MAX_VALUE / Math.max(1, limits.ratio())
                ? Long.MAX_VALUE
                : encoded.size() * limits.ratio();
        this.most = Math.min(Math.min(limits.partBytes(), limits.bytes()), Math.max(limits.ratioFreeBytes(), byRatio));
    }

    /** Why it is not all, once it was read to its end. */
    Optional<Violation> trouble() {
        return Optional.ofNullable(trouble);
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        if (trouble != null) {
            return -1;
        }
        try {
            if (decoder == null) {
                decoder = open();
            }
            int count = decoder.read(target, offset, length);
            given += Math.max(0, count);
            if (given > most) {
                trouble = Violation.of(Concern.LIMIT, "it decodes to more than " + most + " bytes");
            }
            return count;
        } catch (IOException | RuntimeException | OutOfMemoryError | AssertionError e) {
            trouble = Violation.of(Concern.INCOMPLETE, "the content coding cannot be decoded");
            return -1;
        }
    }

    private InputStream open() throws IOException {
        if (codings.size() > MOST_CODINGS) {
            throw new IOException("too many codings");
        }
        InputStream stream = encoded.stream();
        for (String coding : codings.reversed()) {
            stream = ContentCoding.decode(coding, stream);
        }
        return stream;
    }

    @Override
    public void close() throws IOException {
        if (decoder != null) {
            decoder.close();
        }
    }
}
