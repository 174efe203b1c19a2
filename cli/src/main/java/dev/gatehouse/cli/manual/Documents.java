package dev.gatehouse.cli.manual;

import dev.gatehouse.cli.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.AutoComplete;
import picocli.CommandLine;

/**
 * Writes, at build time, what comes with the command: a completion script for bash and zsh, the manual page, and the
 * files of the training run.
 */
public final class Documents {

    private static final int DATE_LENGTH = "2026-01-31".length();

    private Documents() {}

    /**
     * Writes into a folder.
     *
     * @param arguments the folder of the distribution, the folder for training files, the time of the build, which begins with its date,
     *     and the file by whose time the launcher tells whether sources are newer
     * @throws IOException if that fails
     */
    public static void main(String[] arguments) throws IOException {
        Path dist = Path.of(arguments[0]);
        CommandLine program = Main.commandLine();
        write(dist.resolve("completion/gatehouse.bash"), AutoComplete.bash("gatehouse", program));
        write(dist.resolve("man/gatehouse.1"), ManualPage.of(program, arguments[2].substring(0, DATE_LENGTH)));
        TrainingFiles.write(Path.of(arguments[1]));
        write(Path.of(arguments[3]), "");
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
