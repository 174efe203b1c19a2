package dev.gatehouse.cli.options;

import dev.gatehouse.engine.configuration.ByteSize;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a size on the command line; its messages are for the user. */
public final class ByteSizeConverter implements ITypeConverter<ByteSize> {

    /** Stateless. */
    public ByteSizeConverter() {}

    @Override
    public ByteSize convert(String value) {
        try {
            return ByteSize.of(value);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(String.valueOf(e.getMessage()));
        }
    }
}
