package dev.gatehouse.engine.content;

import dev.gatehouse.engine.content.Spilled.Broken;
import dev.gatehouse.engine.content.Spilled.Complete;
import dev.gatehouse.engine.content.Spilled.Ending;
import dev.gatehouse.engine.content.Spilled.NoSpace;
import dev.gatehouse.engine.content.Spilled.Refused;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;

/**
 * Takes what a decoder gives and keeps it as a content: in memory up to {@value #MEMORY_BYTES} bytes, beyond that in a
 * private temporary file. Every chunk is metered before it is kept. Used by one thread; its buffer is used again for
 * every stream.
 */
public final class Spill {

    /** Decides how many bytes of a stream are taken. */
    public interface Meter {

        /**
         * Charges bytes of the stream.
         *
         * @param wanted how many were read, at most {@link #CHUNK_BYTES}, at least 1
         * @param before how many bytes of the stream were taken before
         * @return how many of them are taken; fewer than wanted ends the stream
         */
        long allow(long wanted, long before);
    }

    /** The most that is read between two questions to the meter, in bytes. */
    public static final int CHUNK_BYTES = 64 << 10;

    /** Up to this size, in bytes, a part lives in memory. */
    static final int MEMORY_BYTES = 1 << 20;

    private static final Ending COMPLETE = new Complete();
    private static final Ending REFUSED = new Refused();

    private final Path folder;
    private byte[] buffer = new byte[CHUNK_BYTES];

    /** Spills into private files in this folder. */
    public Spill(Path folder) {
        this.folder = folder;
    }

    /**
     * Takes a stream up to its end, the meter's word, or its first error. Whatever the stream throws is an ending.
     *
     * @param digest is given every byte that is taken, if there is one
     */
    public Spilled take(InputStream stream, Meter meter, Optional<MessageDigest> digest) {
        Intake intake = new Intake(stream, meter, digest);
        int filled = 0;
        while (filled < MEMORY_BYTES) {
            if (filled == buffer.length) {
                buffer = Arrays.copyOf(buffer, Math.min(MEMORY_BYTES, 2 * buffer.length));
            }
            int count = intake.next(buffer, filled, Math.min(CHUNK_BYTES, buffer.length - filled));
            if (count == 0) {
                return new Spilled(inMemory(filled), intake.ending);
            }
            filled += count;
        }
        return inFile(intake);
    }

    private Content inMemory(int size) {
        return new MemoryContent(Arrays.copyOf(buffer, size), size);
    }

    /** The first {@link #MEMORY_BYTES} are in the buffer, and more may follow. */
    private Spilled inFile(Intake intake) {
        TemporaryFile file;
        try {
            file = TemporaryFile.create(folder);
        } catch (IOException e) {
            return new Spilled(inMemory(MEMORY_BYTES), new NoSpace("cannot make a file in " + folder + ": " + e));
        }
        Ending ending = COMPLETE;
        try {
            for (int at = 0; at < MEMORY_BYTES; at += CHUNK_BYTES) {
                file.append(buffer, at, CHUNK_BYTES);
            }
            while (true) {
                int filled = fillChunk(intake);
                if (filled > 0) {
                    file.append(buffer, 0, filled);
                }
                if (filled < CHUNK_BYTES) {
                    ending = intake.ending;
                    break;
                }
            }
            file.finish();
        } catch (IOException e) {
            ending = new NoSpace("cannot write byte " + file.size() + " to a file in " + folder + ": " + e);
        }
        return new Spilled(file.content(), ending);
    }

    /** Fills a whole chunk unless the stream ends: runs of zeros are found in whole blocks at whole multiples. */
    private int fillChunk(Intake intake) {
        int filled = 0;
        while (filled < CHUNK_BYTES) {
            int count = intake.next(buffer, filled, CHUNK_BYTES - filled);
            if (count == 0) {
                break;
            }
            filled += count;
        }
        return filled;
    }

    /** The stream with its meter, its digest and its ending. */
    private static final class Intake {

        private final InputStream stream;
        private final Meter meter;
        private final Optional<MessageDigest> digest;
        private long taken;
        private Ending ending = COMPLETE;
        private boolean ended;

        Intake(InputStream stream, Meter meter, Optional<MessageDigest> digest) {
            this.stream = stream;
            this.meter = meter;
            this.digest = digest;
        }

        /** Takes some bytes; 0 at the ending. */
        int next(byte[] target, int offset, int length) {
            if (ended) {
                return 0;
            }
            int count;
            try {
                count = stream.read(target, offset, length);
                if (count == 0) {
                    count = readOne(target, offset);
                }
            } catch (IOException | RuntimeException | OutOfMemoryError | StackOverflowError e) {
                return end(new Broken(e));
            }
            if (count < 0) {
                return end(COMPLETE);
            }
            if (count > length) {
                return end(new Broken(new IOException("a decoder gave " + count + " bytes of " + length)));
            }
            int allowed = (int) meter.allow(count, taken);
            if (allowed < count) {
                end(REFUSED);
            }
            taken += allowed;
            if (allowed > 0 && digest.isPresent()) {
                digest.get().update(target, offset, allowed);
            }
            return allowed;
        }

        /** Some decoders give no byte where they should wait for one; when asked for a single byte they cannot. */
        private int readOne(byte[] target, int offset) throws IOException {
            int value = stream.read();
            if (value < 0) {
                return -1;
            }
            target[offset] = (byte) value;
            return 1;
        }

        private int end(Ending with) {
            ended = true;
            ending = with;
            return 0;
        }
    }
}
