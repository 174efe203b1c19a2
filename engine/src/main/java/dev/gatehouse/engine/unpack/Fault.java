package dev.gatehouse.engine.unpack;

import dev.gatehouse.spi.Reason;
import dev.gatehouse.spi.ReasonCode;
import java.io.IOException;

/** Why something cannot be read, with the code that the report shall carry. */
final class Fault extends IOException {

    private static final long serialVersionUID = 1L;

    private final ReasonCode code;

    Fault(ReasonCode code, String detail) {
        super(detail);
        this.code = code;
    }

    Fault(ReasonCode code, String detail, Throwable cause) {
        super(detail, cause);
        this.code = code;
    }

    static Fault malformed(String detail) {
        return new Fault(ReasonCode.MALFORMED, detail);
    }

    static Fault truncated(String detail) {
        return new Fault(ReasonCode.TRUNCATED, detail);
    }

    static Fault unsupported(String detail) {
        return new Fault(ReasonCode.UNSUPPORTED, detail);
    }

    Reason reason() {
        String message = getMessage();
        return new Reason(code, message == null ? "" : message);
    }
}
