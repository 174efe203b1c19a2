package dev.gatehouse.engine;

import dev.gatehouse.engine.content.ContentLostException;
import dev.gatehouse.spi.Reason;
import dev.gatehouse.spi.ReasonCode;
import java.io.EOFException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;
import org.apache.commons.compress.MemoryLimitException;
import org.apache.commons.compress.PasswordRequiredException;
import org.jspecify.annotations.Nullable;

/** Names what was thrown: the reason that a person and a policy can use. */
final class Mishap {

    private static final int DETAIL_CHARS = 200;

    private Mishap() {}

    /** Why a decoder gave up on the bytes it read. */
    static Reason ofDecoder(Throwable thrown) {
        return new Reason(decoderCode(thrown), text(thrown));
    }

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

    private static ReasonCode decoderCode(Throwable thrown) {
        if (thrown instanceof ContentLostException) {
            return ReasonCode.CHANGED_DURING_SCAN;
        }
        if (thrown instanceof OutOfMemoryError
                || thrown instanceof MemoryLimitException
                || thrown instanceof org.tukaani.xz.MemoryLimitException) {
            return ReasonCode.LIMIT_MEMORY;
        }
        if (thrown instanceof EOFException) {
            return ReasonCode.TRUNCATED;
        }
        if (thrown instanceof PasswordRequiredException) {
            return ReasonCode.ENCRYPTED;
        }
        if (thrown instanceof org.tukaani.xz.UnsupportedOptionsException) {
            return ReasonCode.UNSUPPORTED;
        }
        return codeByMessage(thrown.getMessage());
    }

    /** Decoders tell a wrong checksum and an early end by their message alone. */
    private static ReasonCode codeByMessage(@Nullable String message) {
        if (message != null) {
            String lower = message.toLowerCase(Locale.ROOT);
            if (lower.contains("checksum") || lower.contains("crc")) {
                return ReasonCode.CHECKSUM_MISMATCH;
            }
            if (lower.contains("truncated") || lower.contains("unexpected end") || lower.contains("premature end")) {
                return ReasonCode.TRUNCATED;
            }
        }
        return ReasonCode.MALFORMED;
    }

    /** One line; hostile names and messages are cut. */
    private static String text(Throwable thrown) {
        String message = thrown.getMessage();
        String text = switch (thrown) {
            case StackOverflowError _ -> "nested too deep for its parser";
            case OutOfMemoryError _ -> "its parser asked for more memory than there is";
            case NoSuchFileException _ -> "no such file";
            case AccessDeniedException _ -> "permission denied";
            default -> message == null || message.isBlank() ? thrown.getClass().getSimpleName() : message;
        };
        String line = text.replace('\n', ' ').replace('\r', ' ');
        return line.length() <= DETAIL_CHARS ? line : line.substring(0, DETAIL_CHARS) + "…";
    }
}
