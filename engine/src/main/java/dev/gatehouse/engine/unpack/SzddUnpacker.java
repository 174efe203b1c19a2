package dev.gatehouse.engine.unpack;

import dev.gatehouse.engine.content.Content;
import dev.gatehouse.spi.ContentType;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Set;

/** One file packed by Microsoft's COMPRESS.EXE: LZSS over a window of 4096 bytes, which begins with spaces. */
final class SzddUnpacker implements Unpacker {

    private static final int HEADER_BYTES = 14;
    private static final int SIZE_OFFSET = 10;

    @Override
    public Set<ContentType> opens() {
        return Set.of(ContentType.SZDD);
    }

    @Override
    public void unpack(Content content, PartSink sink) throws IOException {
        long size = new ByteView(content, sink.deadline()).u32le(SIZE_OFFSET);
        InputStream packed = new SourceStream(content, HEADER_BYTES, content.size(), sink.deadline());
        InputStream file = new DecodedStream(new Lzss(packed));
        sink.part(Member.sized("", size), new BoundedStream(file, size));
    }

    private static final class Lzss implements DecodedStream.Decoder {

        private static final int WINDOW_BYTES = 4096;
        private static final int FIRST_WRITE = WINDOW_BYTES - 16;
        private static final int SHORTEST_COPY = 3;

        private final InputStream packed;
        private final byte[] window = new byte[WINDOW_BYTES];
        private int write = FIRST_WRITE;
        private int flags = 1;
        private int copyFrom;
        private int copyLeft;

        Lzss(InputStream packed) {
            this.packed = packed;
            Arrays.fill(window, (byte) ' ');
        }

        @Override
        public int next() throws IOException {
            if (copyLeft == 0) {
                if (flags == 1) {
                    flags = packed.read() | 0x100; // the 1 comes down when all eight are used
                    if (flags < 0) {
                        return -1;
                    }
                }
                boolean literal = (flags & 1) == 1;
                flags >>= 1;
                int first = packed.read();
                if (literal || first < 0) {
                    return first < 0 ? -1 : keep(first);
                }
                int second = packed.read();
                if (second < 0) {
                    return -1;
                }
                copyFrom = first | (second & 0xf0) << 4;
                copyLeft = (second & 0xf) + SHORTEST_COPY;
            }
            copyLeft--;
            int copied = window[copyFrom] & 0xff;
            copyFrom = (copyFrom + 1) % WINDOW_BYTES;
            return keep(copied);
        }

        private int keep(int value) {
            window[write] = (byte) value;
            write = (write + 1) % WINDOW_BYTES;
            return value;
        }
    }
}
