package dev.gatehouse.cli.options;

import dev.gatehouse.engine.CombiningRule;
import dev.gatehouse.engine.LineupPolicy;
import dev.gatehouse.engine.configuration.Rules;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Who scans, and how they are combined. */
public final class LineupOptions {

    @Option(
            names = "--backend",
            paramLabel = "NAME",
            description = "Scan with this backend: one that is configured, by its name, or an installed type such as"
                    + " builtin. Repeatable: all of them count (default: as configured, else builtin).")
    private List<String> backends = new ArrayList<>();

    @Option(
            names = "--rule",
            paramLabel = "RULE",
            converter = RuleConverter.class,
            description = "How many of the backends that count must find something for a file to be infected: any, all"
                    + " or quorum:N (default: as configured, else any).")
    private @Nullable CombiningRule rule;

    /** Made by picocli. */
    public LineupOptions() {}

    /** The backends that were named; empty for those configured. */
    public List<String> backends() {
        return List.copyOf(backends);
    }

    /** A policy with the rule that was named, if one was. */
    public LineupPolicy over(LineupPolicy configured) {
        return rule == null ? configured : configured.withRule(rule);
    }

    /** Reads a rule; its messages are for the user. */
    static final class RuleConverter implements ITypeConverter<CombiningRule> {

        RuleConverter() {}

        @Override
        public CombiningRule convert(String value) {
            try {
                return Rules.of(value);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(String.valueOf(e.getMessage()));
            }
        }
    }
}
