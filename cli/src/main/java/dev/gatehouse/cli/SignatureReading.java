package dev.gatehouse.cli;

import dev.gatehouse.cli.walk.FileName;
import dev.gatehouse.signatures.SignatureDatabase;
import dev.gatehouse.signatures.SignatureSources;
import dev.gatehouse.signatures.SourceSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/** Reads signature files to tell about them, not to use them. */
final class SignatureReading {

    private SignatureReading() {}

    /** Reads files and folders whole, signatures of unwanted programs included. */
    static SourceSummary of(List<String> paths) throws CommandException {
        List<Path> files = paths.stream().map(FileName::path).toList();
        try {
            SignatureSources sources = SignatureSources.of(files).withUnwantedApplications();
            if (sources.names().isEmpty()) {
                throw new CommandException("there are no signature files in " + String.join(", ", paths)
                        + "; they are told apart by their extension: .hdb, .ndb and so on");
            }
            return sources.read(_ -> {});
        } catch (NoSuchFileException e) {
            throw new CommandException("there is no signature file or folder " + e.getFile(), e);
        } catch (IOException e) {
            throw new CommandException("signatures cannot be read: " + e.getMessage(), e);
        }
    }

    /** How many signatures a compiled file holds; nothing when the path is no compiled file. */
    static OptionalLong compiledSize(String path) throws CommandException {
        Path file = FileName.path(path);
        try {
            return Files.isRegularFile(file) && SignatureDatabase.isCompiled(file)
                    ? OptionalLong.of(SignatureDatabase.open(file).size())
                    : OptionalLong.empty();
        } catch (IOException e) {
            throw new CommandException("signatures cannot be read: " + e.getMessage(), e);
        }
    }

    /** A number and what it counts: {@code 1 error}, {@code 2 errors}. */
    static String count(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
