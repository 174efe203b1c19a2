package dev.gatehouse.engine.unpack;

import java.io.IOException;

/** Thrown by a {@link PartSink} whose budget is spent: the unpacker lets it pass. The reason is already recorded. */
public final class StopUnpacking extends IOException {

    private static final long serialVersionUID = 1L;

    /** Without a stack trace: it is a signal, not an error. */
    public StopUnpacking() {
        super("the budget is spent");
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
