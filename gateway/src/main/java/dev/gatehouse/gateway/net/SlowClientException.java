package dev.gatehouse.gateway.net;

import java.io.IOException;

/** A client took too long, and was cut off. */
public final class SlowClientException extends IOException {

    private static final long serialVersionUID = 1L;

    /** Says what it was too slow in. */
    public SlowClientException(String message) {
        super(message);
    }
}
