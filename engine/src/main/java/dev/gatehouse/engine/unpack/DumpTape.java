package dev.gatehouse.engine.unpack;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.InflaterInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;

/**
 * The records of a dump, 1024 bytes each. They come in blocks; when dump compresses, each block after the first has a
 * word in front: one bit says whether it is compressed, three by what, the rest how long it is.
 */
final class DumpTape implements AutoCloseable {

    static final int RECORD_BYTES = 1024;

    private static final int MOST_RECORDS_IN_BLOCK = 1024;
    private static final int ZLIB = 0;
    private static final int BZIP2 = 1;

    private final SourceStream source;
    private final ByteOrder order;
    private final int blockBytes;
    private final boolean compressed;
    private InputStream block;

    /** Reads the first header, which tells how the rest is laid out. */
    DumpTape(SourceStream source) throws IOException {
        this.source = source;
        byte[] record = new byte[RECORD_BYTES];
        readFully(source, record);
        DumpHeader first = DumpHeader.of(record);
        this.order = first.order();
        this.compressed = first.compressed();
        int records = first.recordsInBlock();
        if (compressed && (records < 1 || records > MOST_RECORDS_IN_BLOCK)) {
            throw Fault.malformed("a dump with blocks of " + records + " records");
        }
        this.blockBytes = compressed ? records * RECORD_BYTES : 0;
        this.block = compressed
                ? new ByteArrayInputStream(source.readNBytes(blockBytes - RECORD_BYTES))
                : InputStream.nullInputStream();
    }

    /** The next record as a header. */
    DumpHeader header() throws IOException {
        byte[] record = new byte[RECORD_BYTES];
        record(record);
        return DumpHeader.of(record);
    }

    /** Reads the next record. */
    void record(byte[] target) throws IOException {
        if (!compressed) {
            readFully(source, target);
            return;
        }
        int done = block.readNBytes(target, 0, RECORD_BYTES);
        if (done == 0) {
            block.close();
            block = nextBlock();
            done = block.readNBytes(target, 0, RECORD_BYTES);
        }
        if (done < RECORD_BYTES) {
            throw new EOFException();
        }
    }

    /** Passes over so many records. */
    void skip(long records) throws IOException {
        if (!compressed) {
            long bytes = records * RECORD_BYTES;
            if (source.skip(bytes) < bytes) {
                throw new EOFException();
            }
            return;
        }
        byte[] record = new byte[RECORD_BYTES];
        for (long i = 0; i < records; i++) {
            record(record);
        }
    }

    @Override
    public void close() throws IOException {
        block.close();
    }

    private InputStream nextBlock() throws IOException {
        byte[] word = new byte[4];
        readFully(source, word);
        int prefix = ByteBuffer.wrap(word).order(order).getInt();
        int length = prefix >>> 4;
        int method = (prefix >> 1) & 7;
        boolean packed = (prefix & 1) != 0;
        if (length > blockBytes * 2) {
            throw Fault.malformed("a block of the dump is longer than any can be");
        }
        byte[] data = new byte[packed ? length : blockBytes];
        readFully(source, data);
        InputStream bytes = new ByteArrayInputStream(data);
        if (!packed) {
            return bytes;
        }
        return switch (method) {
            case ZLIB -> new InflaterInputStream(bytes);
            case BZIP2 -> new BZip2CompressorInputStream(bytes);
            default -> throw Fault.unsupported("a dump compressed with method " + method);
        };
    }

    private static void readFully(SourceStream source, byte[] target) throws IOException {
        if (source.readNBytes(target, 0, target.length) < target.length) {
            throw new EOFException();
        }
    }
}
