package dev.gatehouse.cli.manual;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** A manual page in the language of man(7), from the model of a command and all the commands below it. */
final class ManualPage {

    private final StringBuilder page = new StringBuilder();

    private ManualPage() {}

    /**
     * The page of a program.
     *
     * @param date when it was written, as {@code 2026-01-31}
     */
    static String of(CommandLine program, String date) {
        ManualPage manual = new ManualPage();
        CommandSpec spec = program.getCommandSpec();
        String name = spec.name();
        manual.request("TH", name.toUpperCase(Locale.ROOT), "1", date, lines(spec.version()));
        manual.section("NAME");
        manual.text(name + " - " + lines(spec.usageMessage().description()));
        manual.section("SYNOPSIS");
        visible(program).forEach(command -> manual.synopsis(command));
        manual.section("COMMANDS");
        visible(program).forEach(command -> manual.command(command));
        manual.exitCodes(spec.usageMessage().exitCodeList());
        manual.section("ENVIRONMENT");
        manual.entry("JAVA_HOME", "Where to find a JDK 25 first.");
        manual.entry("JAVA_OPTS, GATEHOUSE_JAVA_OPTS", "Options for the virtual machine, such as -Xmx2g.");
        manual.entry("GATEHOUSE_CONFIG", "The configuration, where --config names no other.");
        manual.entry("NO_COLOR", "Set to anything, it turns colours off.");
        return manual.page.toString();
    }

    private static List<CommandLine> visible(CommandLine command) {
        List<CommandLine> visible = new ArrayList<>();
        for (CommandLine inner : command.getSubcommands().values()) {
            if (!inner.getCommandSpec().usageMessage().hidden()) {
                if (inner.getSubcommands().isEmpty()) {
                    visible.add(inner);
                } else {
                    visible.addAll(visible(inner));
                }
            }
        }
        return visible;
    }

    private void synopsis(CommandLine command) {
        StringBuilder line = new StringBuilder(command.getCommandSpec().qualifiedName());
        boolean options = command.getCommandSpec().options().stream().anyMatch(option -> !option.hidden());
        line.append(options ? " [OPTION...]" : "");
        for (PositionalParamSpec parameter : command.getCommandSpec().positionalParameters()) {
            line.append(' ').append(parameter.paramLabel());
            line.append(parameter.arity().max() > 1 ? "..." : "");
        }
        text(line.toString());
        page.append(".br\n");
    }

    private void command(CommandLine command) {
        CommandSpec spec = command.getCommandSpec();
        request("SS", spec.qualifiedName());
        text(lines(spec.usageMessage().description()));
        spec.positionalParameters().forEach(this::argument);
        spec.options().stream().filter(option -> !option.hidden()).forEach(this::argument);
    }

    private void argument(ArgSpec argument) {
        String name = switch (argument) {
            case OptionSpec option -> {
                String names = String.join(", ", Arrays.asList(option.names()));
                yield option.arity().max() == 0 ? names : names + "=" + option.paramLabel();
            }
            default -> argument.paramLabel();
        };
        entry(name, lines(argument.description()));
    }

    private void exitCodes(Map<String, String> codes) {
        section("EXIT STATUS");
        codes.forEach((code, meaning) -> entry(code.strip(), meaning));
    }

    private void section(String title) {
        request("SH", title);
    }

    private void entry(String term, String meaning) {
        page.append(".TP\n.B ").append(escaped(term)).append('\n');
        text(meaning);
    }

    private void text(String text) {
        String line = escaped(text);
        // A line that begins with a dot or a quote would be a request.
        page.append(line.startsWith(".") || line.startsWith("'") ? "\\&" : "")
                .append(line)
                .append('\n');
    }

    private void request(String request, String... arguments) {
        page.append('.').append(request);
        for (String argument : arguments) {
            page.append(" \"").append(escaped(argument).replace("\"", "\\(dq")).append('"');
        }
        page.append('\n');
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\e").replace("-", "\\-").replace("%n", " ");
    }

    private static String lines(String... lines) {
        return String.join(" ", lines).replace("%%", "%");
    }
}
