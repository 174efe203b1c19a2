package dev.gatehouse.benchmarks.gateway;

import dev.gatehouse.benchmarks.corpus.FileClass;
import dev.gatehouse.benchmarks.corpus.Manifest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Cuts pieces out of the corpus: the same ones for the same random numbers. */
final class Scissors {

    private final Path corpus;
    private final Map<FileClass, List<Manifest.Entry>> files = new EnumMap<>(FileClass.class);

    private Scissors(Path corpus) {
        this.corpus = corpus;
    }

    /**
     * Scissors for a corpus.
     *
     * @throws IOException if it has no manifest, or no file of a class that letters are made of
     */
    static Scissors of(Path corpus) throws IOException {
        Scissors scissors = new Scissors(corpus);
        for (Manifest.Entry entry : Manifest.read(Manifest.of(corpus)).entries()) {
            String folder = entry.name().substring(0, Math.max(0, entry.name().indexOf('/')));
            FileClass.named(folder)
                    .ifPresent(kind -> scissors.files
                            .computeIfAbsent(kind, _ -> new ArrayList<>())
                            .add(entry));
        }
        for (FileClass kind : List.of(FileClass.TEXT, FileClass.HTML, FileClass.PE)) {
            if (!scissors.files.containsKey(kind)) {
                throw new IOException(
                        "the corpus in " + corpus + " has no files in " + kind.folder() + ": run `bench corpus`");
            }
        }
        return scissors;
    }

    /** A piece from anywhere in a file of a class, or all of the file where it has no more. */
    byte[] piece(FileClass kind, int bytes, Random random) throws IOException {
        Manifest.Entry file = any(kind, random);
        long last = Math.max(0, file.size() - bytes);
        return read(file, last == 0 ? 0 : random.nextLong(last + 1), bytes);
    }

    /** The beginning of a file of a class, or all of it where it has no more. */
    byte[] head(FileClass kind, int bytes, Random random) throws IOException {
        return read(any(kind, random), 0, bytes);
    }

    private Manifest.Entry any(FileClass kind, Random random) {
        List<Manifest.Entry> all = files.getOrDefault(kind, List.of());
        return all.get(random.nextInt(all.size()));
    }

    private byte[] read(Manifest.Entry file, long offset, int bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(bytes, file.size() - offset));
        try (FileChannel channel = FileChannel.open(corpus.resolve(file.name()))) {
            while (buffer.hasRemaining()) {
                if (channel.read(buffer, offset + buffer.position()) < 0) {
                    throw new IOException(file.name() + " is shorter than the manifest says");
                }
            }
        }
        return buffer.array();
    }
}
