package dev.gatehouse.cli.options;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A number of bytes on the command line: digits, and K, M, G or T for powers of 1024, in either case.
 *
 * @param bytes how many
 */
public record ByteSize(long bytes) {

    private static final Pattern SHAPE = Pattern.compile("(\\d{1,18})([KMGT]?)I?B?");
    private static final String UNITS = "KMGT";

    /** Reads a size; its messages are for the user. */
    public static final class Converter implements ITypeConverter<ByteSize> {

        /** Stateless. */
        public Converter() {}

        @Override
        public ByteSize convert(String value) {
            Matcher matcher = SHAPE.matcher(value.toUpperCase(Locale.ROOT));
            if (!matcher.matches()) {
                throw new TypeConversionException(
                        "'" + value + "' is not a size: write a number of bytes, or one with K, M, G or T");
            }
            long bytes = Long.parseLong(matcher.group(1));
            int shift = matcher.group(2).isEmpty() ? 0 : 10 * (1 + UNITS.indexOf(matcher.group(2)));
            if (bytes > Long.MAX_VALUE >> shift) {
                throw new TypeConversionException("'" + value + "' is more bytes than can be counted");
            }
            return new ByteSize(bytes << shift);
        }
    }
}
