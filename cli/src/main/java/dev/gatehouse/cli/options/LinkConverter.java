package dev.gatehouse.cli.options;

import dev.gatehouse.cli.walk.FollowLinks;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads clamscan's digits for which links are followed. */
public final class LinkConverter implements ITypeConverter<FollowLinks> {

    /** Stateless. */
    public LinkConverter() {}

    @Override
    public FollowLinks convert(String value) {
        return switch (value) {
            case "0" -> FollowLinks.NEVER;
            case "1" -> FollowLinks.NAMED;
            case "2" -> FollowLinks.ALWAYS;
            default -> throw new TypeConversionException("'" + value + "' is not 0, 1 or 2");
        };
    }
}
