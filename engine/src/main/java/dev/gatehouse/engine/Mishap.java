package dev.gatehouse.engine;

import dev.gatehouse.engine.content.ContentLostException;
import dev.gatehouse.engine.unpack.Unpackers;
import dev.gatehouse.spi.Reason;
import dev.gatehouse.spi.ReasonCode;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/** Names what files and backends throw; what decoders throw is named by {@link Unpackers#reasonOf}. */
final class Mishap {

    private static final int DETAIL_CHARS = 200;

    private Mishap() {}

    /** Why the bytes of a part could not be read. */
    static Reason ofReading(Throwable thrown) {
        ReasonCode code =
                thrown instanceof ContentLostException ? ReasonCode.CHANGED_DURING_SCAN : ReasonCode.UNREADABLE;
        return new Reason(code, text(thrown));
    }

    /** Why a backend gave no answer. */
    static Reason ofBackend(String backend, Throwable thrown) {
        return new Reason(ReasonCode.BACKEND_ERROR, backend + " failed: " + text(thrown));
    }

    /** One line; hostile names and messages are cut. */
    private static String text(Throwable thrown) {
        String message = thrown.getMessage();
        String text = switch (thrown) {
            case StackOverflowError _ -> "it ran out of stack";
            case OutOfMemoryError _ -> "it ran out of memory";
            case NoSuchFileException _ -> "no such file";
            case AccessDeniedException _ -> "permission denied";
            default -> message == null || message.isBlank() ? thrown.getClass().getSimpleName() : message;
        };
        String line = text.replace('\n', ' ').replace('\r', ' ');
        return line.length() <= DETAIL_CHARS ? line : line.substring(0, DETAIL_CHARS) + "…";
    }
}
