package dev.gatehouse.benchmarks.gateway;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Letters of one size in one file, made once and held in memory by whoever sends them.
 *
 * @param letters each letter's bytes, ready to be duplicated and sent
 */
record LetterFile(List<ByteBuffer> letters) {

    private static final int BUFFER_BYTES = 1 << 20;

    /** Copies the list. */
    LetterFile {
        letters = List.copyOf(letters);
    }

    /**
     * Makes a file of letters.
     *
     * @param count how many
     * @param size about how many bytes each has
     */
    static Path make(Path folder, Path corpus, int count, int size) throws IOException {
        Path file = folder.resolve("letters-" + size + ".bin");
        Letter letter = new Letter(Scissors.of(corpus));
        try (DataOutputStream out =
                new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), BUFFER_BYTES))) {
            for (int i = 0; i < count; i++) {
                byte[] bytes = letter.bytes(i, size);
                out.writeInt(bytes.length);
                out.write(bytes);
            }
        }
        return file;
    }

    /** Maps a file of letters and brings it to memory. */
    static LetterFile read(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            MappedByteBuffer whole = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
            whole.load();
            List<ByteBuffer> letters = new ArrayList<>();
            while (whole.hasRemaining()) {
                int length = whole.getInt();
                letters.add(whole.slice(whole.position(), length));
                whole.position(whole.position() + length);
            }
            return new LetterFile(letters);
        }
    }

    /** How many bytes the letters have. */
    long bytes() {
        return letters.stream().mapToLong(ByteBuffer::capacity).sum();
    }
}
