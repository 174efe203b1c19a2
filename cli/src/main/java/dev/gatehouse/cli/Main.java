package dev.gatehouse.cli;

import dev.gatehouse.cli.output.Printable;
import dev.gatehouse.cli.output.Terminal;
import dev.gatehouse.cli.walk.FileName;
import dev.gatehouse.engine.house.InstallationException;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;

/** Where {@code gatehouse} starts. */
public final class Main {

    private static final String SCAN = "scan";

    private Main() {}

    /** Runs the command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        System.exit(run(FileName.arguments(arguments)));
    }

    /** The commands and their options, ready to parse. */
    public static CommandLine commandLine() {
        return prepared(new CommandLine(new GatehouseCommand()));
    }

    private static CommandLine prepared(CommandLine line) {
        Ansi ansi = Terminal.ofProcess(System.getenv()).colour() ? Ansi.ON : Ansi.OFF;
        return line.setExpandAtFiles(false)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOverwrittenOptionsAllowed(true)
                .setColorScheme(CommandLine.Help.defaultColorScheme(ansi))
                .setParameterExceptionHandler((trouble, _) -> complain(trouble))
                .setExecutionExceptionHandler((trouble, command, _) -> complain(trouble, command));
    }

    /** Nearly every call is a scan. To learn all other commands' options would take a tenth of its start. */
    private static CommandLine scan() {
        return prepared(new CommandLine(new ScanCommand()).setCommandName("gatehouse " + SCAN));
    }

    /** What to say, and to do, when the heap is too small. */
    static String outOfMemory() {
        long megabytes = Runtime.getRuntime().maxMemory() >> 20;
        return "out of memory: the heap may take " + megabytes + " MB; allow more with GATEHOUSE_JAVA_OPTS=-Xmx"
                + 2 * megabytes + "m";
    }

    /** Runs the command and returns its exit code. */
    public static int run(String[] arguments) {
        try {
            return arguments.length > 0 && arguments[0].equals(SCAN)
                    ? scan().execute(Arrays.copyOfRange(arguments, 1, arguments.length))
                    : commandLine().execute(arguments);
        } catch (OutOfMemoryError e) {
            System.err.println("gatehouse: " + outOfMemory());
            return ExitCode.ERROR;
        } catch (StackOverflowError e) {
            System.err.println("gatehouse: out of stack: allow more with GATEHOUSE_JAVA_OPTS=-Xss8m");
            return ExitCode.ERROR;
        }
    }

    private static int complain(ParameterException trouble) {
        CommandLine command = trouble.getCommandLine();
        say(command.getErr(), messageOf(trouble));
        command.getErr().println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        return ExitCode.ERROR;
    }

    private static int complain(Exception trouble, CommandLine command) {
        if (trouble instanceof CommandException || trouble instanceof InstallationException) {
            say(command.getErr(), messageOf(trouble));
        } else {
            say(command.getErr(), "this is a fault of Gatehouse's own; please report it:");
            trouble.printStackTrace(command.getErr());
        }
        return ExitCode.ERROR;
    }

    private static String messageOf(Exception trouble) {
        return Objects.requireNonNullElse(trouble.getMessage(), "unknown trouble");
    }

    private static void say(PrintWriter error, String message) {
        message.lines().forEach(line -> error.println("gatehouse: " + Printable.line(line)));
    }
}
