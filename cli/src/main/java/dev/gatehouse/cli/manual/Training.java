package dev.gatehouse.cli.manual;

import dev.gatehouse.cli.Main;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Does at build time what people do most, so that the cache made from the run holds what that needs: a scan with the
 * bundled signatures and one with a compiled database.
 */
public final class Training {

    private static final String SIGNATURES = """
            Training.Body:0:*:4e6f7468696e6720796f7520657665722073617721
            Training.Short:0:*:c0ffee15
            """;

    private Training() {}

    /**
     * Runs the commands and ends the process.
     *
     * @param arguments the folder of the training files, and the build's, below which everything is written
     * @throws IOException if files cannot be written
     */
    public static void main(String[] arguments) throws IOException {
        Path build = Path.of(arguments[1]);
        Path work = Files.createDirectories(build.resolve("trained"));
        Path text = work.resolve("training.ndb");
        String compiled = work.resolve("training.ghdb").toString();
        Files.writeString(text, SIGNATURES, StandardCharsets.US_ASCII);
        // a scan gives up writing elsewhere, and the virtual machine has yet to write what it learnt
        String scratch = "--tempdir=" + build;
        int worst = 0;
        for (String[] command : new String[][] {
            {"signatures", "build", text.toString(), "-o", compiled},
            {"scan", "--incomplete-as=ok", scratch, arguments[0]},
            {"scan", "--incomplete-as=ok", scratch, "--no-bundled", "-d", compiled, arguments[0]},
        }) {
            worst = Math.max(worst, Main.run(command));
        }
        System.exit(worst);
    }
}
