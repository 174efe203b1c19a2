package dev.gatehouse.cli;

import dev.gatehouse.cli.options.HelpOption;
import dev.gatehouse.cli.output.Printable;
import dev.gatehouse.cli.walk.FileName;
import dev.gatehouse.engine.approval.SigningKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a key. */
@Command(
        name = "keygen",
        description =
                "Makes a key that signs lists of approvals: the secret half in KEYFILE, which only you may read, and"
                        + " the public half, for those who check, in KEYFILE.pub.")
final class ApprovalsKeygenCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before anything runs
    private CommandSpec spec;

    @Parameters(paramLabel = "KEYFILE", description = "Where to put the key; it must not be there.")
    private String file = "";

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli itself answers
    private final HelpOption help = new HelpOption();

    ApprovalsKeygenCommand() {}

    @Override
    public Integer call() throws CommandException {
        SigningKey key = SigningKey.generate();
        Path secret = FileName.path(file);
        Path open = FileName.path(file + ".pub");
        if (Files.exists(open)) {
            throw new CommandException(open + ": is there already; name another file");
        }
        write(secret, key.pem(), "rw-------");
        write(open, key.publicKey().pem(), "rw-r--r--");
        spec.commandLine()
                .getOut()
                .println(Printable.line(file + ".pub: sha256:" + key.publicKey().fingerprint()));
        return ExitCode.CLEAN;
    }

    private static void write(Path file, String text, String permissions) throws CommandException {
        try (SeekableByteChannel channel = Files.newByteChannel(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions)))) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (FileAlreadyExistsException e) {
            throw new CommandException(file + ": is there already; name another file", e);
        } catch (IOException e) {
            throw new CommandException(file + ": cannot be written: " + e, e);
        }
    }
}
