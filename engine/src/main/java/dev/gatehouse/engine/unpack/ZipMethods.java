package dev.gatehouse.engine.unpack;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.commons.compress.archivers.zip.ZipArchiveInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.deflate64.Deflate64CompressorInputStream;
import org.tukaani.xz.LZMAInputStream;
import org.tukaani.xz.XZInputStream;

/** The compression methods of zip by their numbers, APPNOTE.TXT 4.4.5. */
final class ZipMethods {

    static final int STORED = 0;
    static final int SHRUNK = 1;
    static final int IMPLODED = 6;
    static final int DEFLATED = 8;
    static final int DEFLATED64 = 9;
    static final int BZIP2 = 12;
    static final int LZMA = 14;
    static final int ZSTD_OLD = 20;
    static final int ZSTD = 93;
    static final int XZ = 95;
    static final int AES = 99;

    private static final int LZMA_END_MARKER = 2;
    private static final int LOCAL_HEADER_BYTES = 30;
    private static final int LOCAL_SIGNATURE = 0x04034b50;

    private ZipMethods() {}

    /** Whether the number is one that the format knows, decoded here or not. */
    static boolean exists(int method) {
        return (method >= STORED && method <= ZSTD_OLD) || (method >= ZSTD && method <= AES);
    }

    /**
     * A decoder for a member's data, to be closed.
     *
     * @throws Fault if nothing here decodes the method
     */
    static InputStream decoder(ZipHeader header, SourceStream data, PartSink sink) throws IOException {
        return switch (header.method()) {
            case DEFLATED -> new DeflateStream(data);
            case DEFLATED64 -> new Deflate64CompressorInputStream(data);
            case BZIP2 -> new BZip2CompressorInputStream(data);
            case LZMA -> lzma(header, data, sink);
            case ZSTD, ZSTD_OLD -> ZstdUnpacker.decoder(data, sink);
            case XZ -> new XZInputStream(data, DecoderMemory.kibibytes(sink));
            case SHRUNK, IMPLODED -> throughCommons(header, data);
            default -> throw Fault.unsupported("zip method " + header.method());
        };
    }

    /** A version, the length of the properties, the properties, then the bare stream. APPNOTE.TXT 5.8.8. */
    private static InputStream lzma(ZipHeader header, SourceStream data, PartSink sink) throws IOException {
        byte[] start = data.readNBytes(9);
        if (start.length < 9) {
            throw new EOFException();
        }
        ByteBuffer fields = ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN);
        if (fields.getShort(2) != 5) {
            throw Fault.malformed("the LZMA properties have the wrong length");
        }
        byte properties = fields.get(4);
        int dictionary = fields.getInt(5);
        if (dictionary < 0) {
            throw Fault.unsupported("an LZMA dictionary of more than 2 GiB");
        }
        DecoderMemory.require((long) LZMAInputStream.getMemoryUsage(dictionary, properties) << 10, sink);
        boolean endMarked = (header.flags() & LZMA_END_MARKER) != 0 || header.bytes() == ZipHeader.UNKNOWN;
        LZMAInputStream decoder = new LZMAInputStream(data, endMarked ? -1 : header.bytes(), properties, dictionary);
        decoder.enableRelaxedEndCondition();
        return decoder;
    }

    /** Commons keeps the decoders of these old methods to itself, so the member goes to it as a zip of its own. */
    @SuppressWarnings("MustBeClosedChecker") // the caller closes it
    private static InputStream throughCommons(ZipHeader header, SourceStream data) throws IOException {
        long compressed = Math.min(data.remaining(), Integer.MAX_VALUE);
        byte[] local = ByteBuffer.allocate(LOCAL_HEADER_BYTES + 1)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(LOCAL_SIGNATURE)
                .putShort((short) 20)
                .putShort((short) (header.flags() & 6)) // how the member was imploded
                .putShort((short) header.method())
                .putInt(0)
                .putInt((int) header.crc())
                .putInt((int) compressed)
                .putInt(Math.clamp(header.bytes(), 0, Integer.MAX_VALUE))
                .putShort((short) 1)
                .putShort((short) 0)
                .put((byte) 'x')
                .array();
        ZipArchiveInputStream zip =
                new ZipArchiveInputStream(new SequenceInputStream(new ByteArrayInputStream(local), data));
        if (zip.getNextEntry() == null) {
            throw Fault.malformed("the member cannot be decoded");
        }
        return zip;
    }
}
