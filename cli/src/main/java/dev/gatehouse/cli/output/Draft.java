package dev.gatehouse.cli.output;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A file that appears whole: it is written beside its place and moved there at the end, so that whoever reads the place
 * sees what is finished, or what was there before.
 */
public final class Draft implements ByteOutput {

    private final Path place;
    private final Path draft;
    private final OutputStream stream;

    /**
     * Begins a file.
     *
     * @throws IOException if no file can be made in the folder
     */
    public Draft(Path place) throws IOException {
        this.place = place.toAbsolutePath();
        this.draft = this.place.resolveSibling(
                "." + this.place.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
        this.stream = new BufferedOutputStream(
                Files.newOutputStream(draft, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING));
    }

    @Override
    public void write(byte[] bytes) throws IOException {
        stream.write(bytes);
    }

    /**
     * Puts the file in its place.
     *
     * @throws IOException if it cannot be written to its end, or moved; the place is as before then
     */
    public void finish() throws IOException {
        stream.close();
        Files.move(draft, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
