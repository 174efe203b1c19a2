package dev.gatehouse.engine.unpack;

import com.github.luben.zstd.ZstdIOException;
import dev.gatehouse.engine.content.ContentLostException;
import dev.gatehouse.spi.Reason;
import dev.gatehouse.spi.ReasonCode;
import java.io.EOFException;
import java.util.List;
import java.util.Locale;
import org.apache.commons.compress.PasswordRequiredException;

/** Names what parsers throw. Their classes tell little, so their words are read too. */
final class Faults {

    private static final int LONGEST_DETAIL = 160;

    /** ZSTD_error_frameParameter_windowTooLarge, zstd_errors.h. */
    private static final long ZSTD_WINDOW_TOO_LARGE = 16;

    /** ZSTD_error_dictionary_wrong, zstd_errors.h. */
    private static final long ZSTD_DICTIONARY_WRONG = 32;

    /** ZSTD_error_checksum_wrong, zstd_errors.h. */
    private static final long ZSTD_CHECKSUM_WRONG = 22;

    /** Words in the messages of Commons Compress, XZ for Java and the JDK's inflater, in lower case; the first wins. */
    private static final List<Words> WORDS = List.of(
            new Words("crc", ReasonCode.CHECKSUM_MISMATCH),
            new Words("checksum", ReasonCode.CHECKSUM_MISMATCH),
            new Words("integrity check", ReasonCode.CHECKSUM_MISMATCH),
            new Words("unexpected end", ReasonCode.TRUNCATED),
            new Words("end of stream", ReasonCode.TRUNCATED),
            new Words("end of file", ReasonCode.TRUNCATED),
            new Words("premature", ReasonCode.TRUNCATED),
            new Words("truncated", ReasonCode.TRUNCATED),
            new Words("encrypted", ReasonCode.ENCRYPTED),
            new Words("memory", ReasonCode.LIMIT_MEMORY),
            new Words("unsupported", ReasonCode.UNSUPPORTED),
            new Words("not supported", ReasonCode.UNSUPPORTED),
            new Words("not yet supported", ReasonCode.UNSUPPORTED));

    private record Words(String words, ReasonCode code) {}

    private Faults() {}

    /** The reason for what was thrown while content was read or decoded. */
    static Reason reasonOf(Throwable thrown) {
        return switch (thrown) {
            case Fault fault -> fault.reason();
            case ContentLostException lost -> new Reason(ReasonCode.CHANGED_DURING_SCAN, detail(lost));
            case EOFException _ -> new Reason(ReasonCode.TRUNCATED, "the data ends too early");
            case org.apache.commons.compress.MemoryLimitException _,
                    org.tukaani.xz.MemoryLimitException _,
                    OutOfMemoryError _ -> new Reason(ReasonCode.LIMIT_MEMORY, "the decoder asks for too much memory");
            case StackOverflowError _ -> new Reason(ReasonCode.MALFORMED, "the structure is nested without end");
            case LinkageError _ ->
                new Reason(ReasonCode.UNSUPPORTED, "a decoder is missing from this installation, or does not fit it");
            case PasswordRequiredException _ -> new Reason(ReasonCode.ENCRYPTED, "");
            case org.tukaani.xz.UnsupportedOptionsException xz -> new Reason(ReasonCode.UNSUPPORTED, detail(xz));
            case ZstdIOException zstd -> new Reason(zstdCode(zstd), detail(zstd));
            default -> new Reason(codeByWords(thrown), detail(thrown));
        };
    }

    private static ReasonCode zstdCode(ZstdIOException thrown) {
        long code = thrown.getErrorCode();
        if (code == ZSTD_WINDOW_TOO_LARGE) {
            return ReasonCode.LIMIT_MEMORY;
        }
        if (code == ZSTD_DICTIONARY_WRONG) {
            return ReasonCode.UNSUPPORTED;
        }
        return code == ZSTD_CHECKSUM_WRONG ? ReasonCode.CHECKSUM_MISMATCH : codeByWords(thrown);
    }

    private static ReasonCode codeByWords(Throwable thrown) {
        String message = thrown.getMessage();
        if (message != null) {
            String lower = message.toLowerCase(Locale.ROOT);
            for (Words known : WORDS) {
                if (lower.contains(known.words)) {
                    return known.code;
                }
            }
        }
        return ReasonCode.MALFORMED;
    }

    /** The message on one short line; nothing when it holds what looks like a class name, or unprintable bytes. */
    private static String detail(Throwable thrown) {
        String message = thrown.getMessage();
        if (message == null || thrown instanceof RuntimeException || thrown instanceof Error) {
            return "the data is damaged";
        }
        int length = Math.min(message.length(), LONGEST_DETAIL);
        for (int i = 0; i < length; i++) {
            if (message.charAt(i) < ' ' || message.charAt(i) > '~') {
                length = i;
            }
        }
        String line = message.substring(0, length).strip();
        return line.isEmpty() || line.contains("java.") || line.contains("org.apache.") ? "the data is damaged" : line;
    }
}
