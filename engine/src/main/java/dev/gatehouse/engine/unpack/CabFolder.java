package dev.gatehouse.engine.unpack;

import dev.gatehouse.engine.content.Content;
import dev.gatehouse.spi.Deadline;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * What the blocks of a cabinet's folder decompress to. Each MSZIP block is one deflate stream that may copy from the
 * 32 KiB before it. [MS-CAB] 2.5, [MS-MCI] 3. Must be closed.
 */
final class CabFolder extends InputStream {

    private static final int STORED = 0;
    private static final int MSZIP = 1;
    private static final int BLOCK_BYTES = 32 << 10;
    private static final int LARGEST_INPUT = 64 << 10;
    private static final int METHOD_MASK = 0xf;
    private static final String[] METHODS = {"stored", "MSZIP", "Quantum", "LZX"};

    private final SourceStream source;
    private final int blockReserve;
    private final int method;
    private final Inflater inflater = new Inflater(true);
    private final byte[] window = new byte[BLOCK_BYTES];
    private final byte[] block = new byte[LARGEST_INPUT];
    private final byte[] input = new byte[LARGEST_INPUT];
    private final byte[] one = new byte[1];
    private @Nullable IOException fault;
    private int windowBytes;
    private int blocksLeft;
    private int next;
    private int length;

    /**
     * From its first byte.
     *
     * @param start where its first block lies
     * @param blocks how many there are
     * @param method how they are compressed
     * @param blockReserve how many bytes of a block's header are somebody else's
     * @throws IOException if the method is not known here
     */
    CabFolder(Content content, long start, int blocks, int method, int blockReserve, Deadline deadline)
            throws IOException {
        this.method = method & METHOD_MASK;
        if (this.method != STORED && this.method != MSZIP) {
            inflater.end();
            String name = this.method < METHODS.length ? METHODS[this.method] : "method " + this.method;
            throw Fault.unsupported("a cabinet compressed by " + name);
        }
        this.source = new SourceStream(content, start, content.size(), deadline);
        this.blocksLeft = blocks;
        this.blockReserve = blockReserve;
    }

    @Override
    public int read() throws IOException {
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int wanted) throws IOException {
        Objects.checkFromIndexSize(offset, wanted, target.length);
        if (wanted == 0) {
            return 0;
        }
        while (next == length) {
            if (fault != null) {
                throw fault;
            }
            if (blocksLeft == 0) {
                return -1;
            }
            blocksLeft--;
            next = 0;
            length = 0;
            decode();
        }
        int count = Math.min(wanted, length - next);
        System.arraycopy(block, next, target, offset, count);
        next += count;
        return count;
    }

    /** What comes before a fault in the block is given before the fault. */
    private void decode() throws IOException {
        try {
            block();
        } catch (StopUnpacking e) {
            throw e;
        } catch (IOException e) {
            fault = e;
        }
    }

    private void block() throws IOException {
        source.skipNBytes(4); // a checksum that readers do not insist on
        int packed = u16();
        int unpacked = u16();
        source.skipNBytes(blockReserve);
        if (method == STORED) {
            length = Math.max(0, source.readNBytes(block, 0, packed));
            require(length == packed);
            return;
        }
        int filled = source.readNBytes(input, 0, packed);
        if (filled < 2 || input[0] != 'C' || input[1] != 'K') {
            throw Fault.malformed("a block of a cabinet that is not MSZIP's");
        }
        inflater.reset();
        if (windowBytes > 0) {
            inflater.setDictionary(window, 0, windowBytes);
        }
        inflater.setInput(input, 2, filled - 2);
        int most = Math.min(unpacked == 0 ? BLOCK_BYTES : unpacked, block.length);
        while (length < most && !inflater.finished()) {
            int count;
            long before = inflater.getBytesWritten();
            try {
                count = inflater.inflate(block, length, most - length);
            } catch (DataFormatException e) {
                length += (int) (inflater.getBytesWritten() - before);
                throw Fault.malformed("a block of a cabinet is damaged: " + e.getMessage());
            }
            length += count;
            if (count == 0 && (inflater.needsInput() || inflater.needsDictionary())) {
                break;
            }
        }
        remember();
        require(filled == packed);
        if (length < unpacked) {
            throw Fault.malformed("a block of a cabinet yields " + length + " bytes, not " + unpacked);
        }
    }

    private void remember() {
        if (length >= window.length) {
            System.arraycopy(block, length - window.length, window, 0, window.length);
            windowBytes = window.length;
            return;
        }
        int kept = Math.min(windowBytes, window.length - length);
        System.arraycopy(window, windowBytes - kept, window, 0, kept);
        System.arraycopy(block, 0, window, kept, length);
        windowBytes = kept + length;
    }

    private static void require(boolean whole) throws EOFException {
        if (!whole) {
            throw new EOFException();
        }
    }

    private int u16() throws IOException {
        int low = source.read();
        int high = source.read();
        require(high >= 0);
        return low | high << 8;
    }

    @Override
    public void close() {
        blocksLeft = 0;
        inflater.end();
    }
}
