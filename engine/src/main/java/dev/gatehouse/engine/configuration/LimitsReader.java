package dev.gatehouse.engine.configuration;

import dev.gatehouse.engine.budget.Limits;
import java.time.Duration;
import java.util.List;

/** Reads {@code limits:}. The keys are the options of the command line, and as there 0 is no limit. */
final class LimitsReader {

    private static final Duration NO_TIME_LIMIT = Duration.ofDays(36_500);

    private static final List<String> KEYS = List.of(
            "max-depth",
            "max-files",
            "max-scansize",
            "max-filesize",
            "max-ratio",
            "max-scantime",
            "max-decoder-memory");

    private int depth = Limits.DEFAULT.depth();
    private long parts = Limits.DEFAULT.parts();
    private long bytes = Limits.DEFAULT.bytes();
    private long partBytes = Limits.DEFAULT.partBytes();
    private long ratio = Limits.DEFAULT.ratio();
    private Duration time = Limits.DEFAULT.time();
    private long decoderMemory = Limits.DEFAULT.decoderMemory();

    private LimitsReader() {}

    static Limits read(Setting section) throws ConfigurationException {
        LimitsReader reader = new LimitsReader();
        for (Setting setting : section.settings()) {
            reader.take(setting);
        }
        return new Limits(
                reader.depth,
                reader.parts,
                reader.bytes,
                reader.partBytes,
                reader.ratio,
                Limits.DEFAULT.ratioFreeBytes(),
                reader.time,
                reader.decoderMemory);
    }

    private void take(Setting setting) throws ConfigurationException {
        switch (setting.key()) {
            case "max-depth" -> depth = (int) Math.min(Integer.MAX_VALUE, setting.number(1));
            case "max-files" -> parts = orUnlimited(setting.number(0));
            case "max-scansize" -> bytes = orUnlimited(size(setting));
            case "max-filesize" -> partBytes = orUnlimited(size(setting));
            case "max-ratio" -> ratio = orUnlimited(setting.number(0));
            case "max-scantime" -> time = time(setting);
            case "max-decoder-memory" -> {
                decoderMemory = size(setting);
                if (decoderMemory == 0) {
                    throw setting.wrong("max-decoder-memory must be at least 1");
                }
            }
            default -> throw setting.unknown("limits", KEYS);
        }
    }

    /** A length of time, or milliseconds as on the command line. */
    private static Duration time(Setting setting) throws ConfigurationException {
        String text = setting.text();
        Duration time = text.matches("\\d{1,15}")
                ? Duration.ofMillis(Long.parseLong(text))
                : setting.as(Span::of).time();
        return time.isZero() || time.compareTo(NO_TIME_LIMIT) > 0 ? NO_TIME_LIMIT : time;
    }

    private static long size(Setting setting) throws ConfigurationException {
        return setting.as(ByteSize::of).bytes();
    }

    private static long orUnlimited(long value) {
        return value == 0 ? Long.MAX_VALUE : value;
    }
}
