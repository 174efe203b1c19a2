package dev.gatehouse.cli.options;

import dev.gatehouse.engine.budget.Limits;
import dev.gatehouse.engine.configuration.ByteSize;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What one file may cost. Names are clamscan's where it has the same limit. */
public final class LimitOptions {

    private static final Duration NO_TIME_LIMIT = Duration.ofDays(36_500);

    @Option(
            names = {"--max-depth", "--max-recursion"},
            paramLabel = "N",
            description = "How deep containers may be nested (default: 32).")
    private @Nullable Integer depth;

    @Option(
            names = "--max-files",
            paramLabel = "N",
            description = "How many parts may come out of a file; 0 for no limit (default: 100000).")
    private @Nullable Long parts;

    @Option(
            names = "--max-scansize",
            paramLabel = "SIZE",
            converter = ByteSizeConverter.class,
            description = "How many bytes may come out of a file, over all parts; 0 for no limit (default: 20G).")
    private @Nullable ByteSize bytes;

    @Option(
            names = "--max-filesize",
            paramLabel = "SIZE",
            converter = ByteSizeConverter.class,
            description = "How many bytes may come out as one part; 0 for no limit (default: 20G).")
    private @Nullable ByteSize partBytes;

    @Option(
            names = "--max-ratio",
            paramLabel = "N",
            description = "How many bytes may come out for each byte of the file, past the first 64M;"
                    + " 0 for no limit (default: 1000).")
    private @Nullable Long ratio;

    @Option(
            names = "--max-scantime",
            paramLabel = "MILLIS",
            description = "How long a file may take, in milliseconds; 0 for no limit (default: 120000).")
    private @Nullable Long millis;

    @Option(
            names = "--max-decoder-memory",
            paramLabel = "SIZE",
            converter = ByteSizeConverter.class,
            description = "How much memory one decoder may ask for (default: 128M).")
    private @Nullable ByteSize decoderMemory;

    /** Made by picocli. */
    public LimitOptions() {}

    /**
     * The limits.
     *
     * @param usual those that hold where the command line names no other
     * @throws TypeConversionException if one is out of range; the message names the option
     */
    public Limits limits(Limits usual) {
        return new Limits(
                depth == null ? usual.depth() : (int) atLeast("--max-depth", depth, 1),
                parts == null ? usual.parts() : orUnlimited("--max-files", parts),
                bytes == null ? usual.bytes() : orUnlimited("--max-scansize", bytes.bytes()),
                partBytes == null ? usual.partBytes() : orUnlimited("--max-filesize", partBytes.bytes()),
                ratio == null ? usual.ratio() : orUnlimited("--max-ratio", ratio),
                usual.ratioFreeBytes(),
                millis == null ? usual.time() : time(millis),
                decoderMemory == null
                        ? usual.decoderMemory()
                        : atLeast("--max-decoder-memory", decoderMemory.bytes(), 1));
    }

    private static Duration time(long millis) {
        Duration time = Duration.ofMillis(atLeast("--max-scantime", millis, 0));
        return time.isZero() || time.compareTo(NO_TIME_LIMIT) > 0 ? NO_TIME_LIMIT : time;
    }

    private static long orUnlimited(String option, long value) {
        return atLeast(option, value, 0) == 0 ? Long.MAX_VALUE : value;
    }

    private static long atLeast(String option, long value, long least) {
        if (value < least) {
            throw new TypeConversionException(option + " must be at least " + least + ": " + value);
        }
        return value;
    }
}
