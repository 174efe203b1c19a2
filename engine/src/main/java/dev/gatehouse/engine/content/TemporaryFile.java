package dev.gatehouse.engine.content;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Set;
import java.util.UUID;

/**
 * A file that nobody else can see: made with mode 0600 under a name that cannot be guessed, and its name removed at
 * once, so that nothing is left behind however the process ends. Blocks of zeros are not written but skipped, so that a
 * bomb of zeros takes no disk.
 */
final class TemporaryFile {

    private static final Set<OpenOption> NEW = Set.of(
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            LinkOption.NOFOLLOW_LINKS);
    private static final FileAttribute<?>[] PRIVATE = {
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
    };
    private static final FileAttribute<?>[] PLAIN = {};

    /** The block size of common file systems: a smaller run of zeros would take its block all the same. */
    private static final int BLOCK_BYTES = 4096;

    private static final byte[] ZEROS = new byte[BLOCK_BYTES];

    private final FileChannel channel;
    private long size;
    private long written;

    private TemporaryFile(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Makes a file.
     *
     * @throws IOException if the folder does not take one
     */
    static TemporaryFile create(Path folder) throws IOException {
        boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
        Path name = folder.resolve("gatehouse-" + UUID.randomUUID() + ".part");
        return withoutName(FileChannel.open(name, NEW, posix ? PRIVATE : PLAIN), name);
    }

    private static TemporaryFile withoutName(FileChannel channel, Path name) throws IOException {
        try {
            Files.delete(name);
            return new TemporaryFile(channel);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** How many bytes were appended. */
    long size() {
        return size;
    }

    /**
     * Appends bytes.
     *
     * @throws IOException if there is no room for them; {@link #size} then counts those that found room
     */
    void append(byte[] bytes, int offset, int length) throws IOException {
        int end = offset + length;
        int at = offset;
        while (at < end) {
            int block = Math.min(BLOCK_BYTES, end - at);
            if (zeros(bytes, at, block)) {
                size += block;
                at += block;
                continue;
            }
            int run = at + block;
            while (run < end && !zeros(bytes, run, Math.min(BLOCK_BYTES, end - run))) {
                run += Math.min(BLOCK_BYTES, end - run);
            }
            write(ByteBuffer.wrap(bytes, at, run - at));
            at = run;
        }
    }

    private void write(ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            size += channel.write(buffer, size);
            written = size;
        }
    }

    /**
     * Makes the file as long as what was appended, when it ends in zeros.
     *
     * @throws IOException if there is no room for its last block
     */
    void finish() throws IOException {
        if (written < size) {
            channel.write(ByteBuffer.wrap(ZEROS, 0, 1), size - 1);
            written = size;
        }
    }

    /** The bytes appended so far; the content owns the file. */
    Content content() {
        return new FileContent(channel, written);
    }

    private static boolean zeros(byte[] bytes, int offset, int length) {
        return Arrays.equals(bytes, offset, offset + length, ZEROS, 0, length);
    }
}
