package dev.gatehouse.gateway.clamd;

import java.io.IOException;

/** A client broke the rules; the connection is closed without an answer, as clamd does. */
final class ProtocolException extends IOException {

    private static final long serialVersionUID = 1L;

    ProtocolException(String message) {
        super(message);
    }
}
