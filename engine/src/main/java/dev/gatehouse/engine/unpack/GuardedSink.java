package dev.gatehouse.engine.unpack;

import dev.gatehouse.spi.Deadline;
import dev.gatehouse.spi.Reason;
import dev.gatehouse.spi.ReasonCode;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what the sink itself throws apart from what parsers throw, even when a parser between them wraps or swallows
 * it: once the sink has thrown, it takes nothing more, and the border throws the same again. Slices that hostile numbers
 * put outside the content do not reach it.
 */
final class GuardedSink implements PartSink {

    private final PartSink sink;
    private final long contentSize;
    private @Nullable StopUnpacking stop;
    private @Nullable RuntimeException failure;
    private @Nullable Error error;

    GuardedSink(PartSink sink, long contentSize) {
        this.sink = sink;
        this.contentSize = contentSize;
    }

    /** Throws what the sink threw, if it did. */
    void rethrow() throws StopUnpacking {
        if (stop != null) {
            throw stop;
        }
        if (failure != null) {
            throw failure;
        }
        if (error != null) {
            throw error;
        }
    }

    @Override
    public void part(Member member, InputStream bytes) throws StopUnpacking {
        call(() -> sink.part(member, bytes));
    }

    @Override
    public void slice(Member member, long position, long length) throws StopUnpacking {
        if (position < 0 || length < 0) {
            unreadable(member, new Reason(ReasonCode.MALFORMED, "the member lies where nothing can"));
        } else if (position > contentSize) {
            unreadable(member, new Reason(ReasonCode.TRUNCATED, "the content ends before the member"));
        } else {
            call(() -> sink.slice(member, position, Math.min(length, Long.MAX_VALUE - position)));
        }
    }

    @Override
    public void unreadable(Member member, Reason reason) throws StopUnpacking {
        call(() -> sink.unreadable(member, reason));
    }

    @Override
    public void reason(Reason reason) {
        sink.reason(reason);
    }

    @Override
    public Deadline deadline() {
        return sink.deadline();
    }

    @Override
    public long decoderMemory() {
        return sink.decoderMemory();
    }

    private interface Call {
        void run() throws StopUnpacking;
    }

    private void call(Call call) throws StopUnpacking {
        rethrow();
        try {
            call.run();
        } catch (StopUnpacking e) {
            stop = e;
            throw e;
        } catch (RuntimeException e) {
            failure = e;
            throw e;
        } catch (Error e) {
            error = e;
            throw e;
        }
    }
}
