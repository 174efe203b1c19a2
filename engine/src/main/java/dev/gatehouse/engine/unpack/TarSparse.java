package dev.gatehouse.engine.unpack;

import dev.gatehouse.engine.content.Content;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the pieces of a sparse member go, in the four forms that GNU tar has written over the years: in the header and
 * blocks after it, in pax records (0.0 and 0.1), and in front of the data (1.0). GNU tar manual, "Storing Sparse
 * Files". Commons Compress cuts members of many small pieces and refuses those over 2 GiB.
 *
 * @param pieces the pieces, in the order of their data
 * @param bytes how long the member is with its holes
 * @param data where the pieces' data starts
 */
record TarSparse(List<Piece> pieces, long bytes, long data) {

    /** So many bytes of data that belong at an offset of the member. */
    record Piece(long offset, long bytes) {}

    private static final int BLOCK = 512;
    private static final int MOST_PIECES = 1 << 20;
    private static final int FIELD_BYTES = 12;
    private static final int HEADER_MAP = 386;
    private static final int HEADER_PIECES = 4;
    private static final int HEADER_EXTENDED = 482;
    private static final int HEADER_SIZE = 483;
    private static final int BLOCK_PIECES = 21;
    private static final int BLOCK_EXTENDED = 504;

    /** Reads the map of the member whose header stands at a position. */
    static TarSparse read(ByteView view, TarHeader header, TarExtensions extensions, long at) throws IOException {
        if (header.sparse()) {
            return inHeader(view, at);
        }
        List<Piece> pieces = new ArrayList<>();
        String map = extensions.record("GNU.sparse.map");
        if (!map.isEmpty()) {
            String[] numbers = map.split(",", -1);
            for (int i = 0; i + 1 < numbers.length; i += 2) {
                add(pieces, number(numbers[i]), number(numbers[i + 1]));
            }
            return new TarSparse(pieces, number(extensions.record("GNU.sparse.size")), at + BLOCK);
        }
        return inFront(view, at + BLOCK, number(extensions.record("GNU.sparse.realsize")));
    }

    /** The member with its holes as zeros. */
    DecodedPieces stream(Content content, PartSink sink) {
        return new DecodedPieces(this, new SourceStream(content, data, content.size(), sink.deadline()));
    }

    private static TarSparse inHeader(ByteView view, long at) throws IOException {
        List<Piece> pieces = new ArrayList<>();
        table(view, at + HEADER_MAP, HEADER_PIECES, pieces);
        boolean more = view.u8(at + HEADER_EXTENDED) != 0;
        long block = at + BLOCK;
        while (more) {
            table(view, block, BLOCK_PIECES, pieces);
            more = view.u8(block + BLOCK_EXTENDED) != 0;
            block += BLOCK;
        }
        return new TarSparse(pieces, TarHeader.number(view, at + HEADER_SIZE), block);
    }

    private static void table(ByteView view, long at, int most, List<Piece> pieces) throws IOException {
        for (int i = 0; i < most && view.u8(at + 2L * i * FIELD_BYTES) != 0; i++) {
            long field = at + 2L * i * FIELD_BYTES;
            add(pieces, TarHeader.number(view, field), TarHeader.number(view, field + FIELD_BYTES));
        }
    }

    /** Decimal numbers, a line each: how many pieces, then offset and length of each; padded to a block. */
    private static TarSparse inFront(ByteView view, long start, long bytes) throws IOException {
        List<Piece> pieces = new ArrayList<>();
        Lines lines = new Lines(view, start);
        long count = lines.next();
        for (long i = 0; i < count; i++) {
            add(pieces, lines.next(), lines.next());
        }
        long mapBytes = (lines.at - start + BLOCK - 1) / BLOCK * BLOCK;
        return new TarSparse(pieces, bytes, start + mapBytes);
    }

    private static void add(List<Piece> pieces, long offset, long bytes) throws Fault {
        if (offset < 0 || bytes < 0 || pieces.size() >= MOST_PIECES) {
            throw Fault.malformed("the map of a sparse member is damaged");
        }
        pieces.add(new Piece(offset, bytes));
    }

    private static long number(String digits) throws Fault {
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException _) {
            throw Fault.malformed("the map of a sparse member holds what is no number");
        }
    }

    /** Reads numbers line by line. */
    private static final class Lines {

        private static final int MOST_DIGITS = 18;

        private final ByteView view;
        private long at;

        Lines(ByteView view, long at) {
            this.view = view;
            this.at = at;
        }

        long next() throws IOException {
            long value = 0;
            for (int digits = 0; digits <= MOST_DIGITS; digits++) {
                int next = view.u8(at++);
                if (next == '\n' && digits > 0) {
                    return value;
                }
                if (next < '0' || next > '9') {
                    break;
                }
                value = value * 10 + (next - '0');
            }
            throw Fault.malformed("the map of a sparse member holds what is no number");
        }
    }
}
