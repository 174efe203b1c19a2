package dev.gatehouse.engine.unpack;

import dev.gatehouse.engine.content.Content;
import dev.gatehouse.spi.Deadline;
import dev.gatehouse.spi.ReasonCode;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;

/** One member of a gzip file, decoded and checked against its trailer. RFC 1952, section 2.3. */
final class GzipMember extends InputStream {

    private static final int FLAG_HEADER_CRC = 2;
    private static final int FLAG_EXTRA = 4;
    private static final int FLAG_NAME = 8;
    private static final int FLAG_COMMENT = 16;
    private static final int LONGEST_NAME = 4096;

    private final SourceStream source;
    private final DeflateStream inflated;
    private final CRC32 crc = new CRC32();
    private final byte[] one = new byte[1];
    private long size;
    private boolean ended;

    /** Reads the header of the member that starts at a position. */
    GzipMember(Content content, long start, Deadline deadline) throws IOException {
        source = new SourceStream(content, start, content.size(), deadline);
        readHeader(source);
        inflated = new DeflateStream(source);
    }

    /** The name in the header of the content's first member; empty if it has none or cannot be read. */
    static String name(Content content, Deadline deadline) throws IOException {
        try {
            return readHeader(new SourceStream(content, 0, content.size(), deadline));
        } catch (EOFException | Fault _) {
            return "";
        }
    }

    /** Where the member ends, once all of it has been read. */
    long position() {
        return source.position();
    }

    @Override
    public int read() throws IOException {
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (ended) {
            return -1;
        }
        int count = inflated.read(target, offset, length);
        if (count < 0) {
            ended = true;
            checkTrailer();
            return -1;
        }
        crc.update(target, offset, count);
        size += count;
        return count;
    }

    @Override
    public void close() {
        inflated.close();
    }

    private void checkTrailer() throws IOException {
        long declaredCrc = number(4);
        long declaredSize = number(4);
        if (declaredCrc != crc.getValue() || declaredSize != (size & 0xffffffffL)) {
            throw new Fault(ReasonCode.CHECKSUM_MISMATCH, "the gzip trailer does not fit the data");
        }
    }

    private long number(int bytes) throws IOException {
        return number(source, bytes);
    }

    private static String readHeader(SourceStream source) throws IOException {
        if (number(source, 2) != 0x8b1f) {
            throw Fault.malformed("no gzip header");
        }
        if (next(source) != 8) {
            throw Fault.unsupported("gzip method other than deflate");
        }
        int flags = next(source);
        number(source, 6); // time, extra flags, operating system
        if ((flags & FLAG_EXTRA) != 0) {
            long length = number(source, 2);
            if (source.skip(length) < length) {
                throw new EOFException();
            }
        }
        String name = (flags & FLAG_NAME) != 0 ? zeroEnded(source) : "";
        if ((flags & FLAG_COMMENT) != 0) {
            zeroEnded(source);
        }
        if ((flags & FLAG_HEADER_CRC) != 0) {
            number(source, 2);
        }
        return name;
    }

    private static String zeroEnded(SourceStream source) throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        for (int next = next(source); next != 0; next = next(source)) {
            if (text.size() < LONGEST_NAME) {
                text.write(next);
            }
        }
        return Names.decode(text.toByteArray());
    }

    private static long number(SourceStream source, int bytes) throws IOException {
        long number = 0;
        for (int i = 0; i < bytes; i++) {
            number |= (long) next(source) << (8 * i);
        }
        return number;
    }

    private static int next(SourceStream source) throws IOException {
        int next = source.read();
        if (next < 0) {
            throw new EOFException();
        }
        return next;
    }
}
