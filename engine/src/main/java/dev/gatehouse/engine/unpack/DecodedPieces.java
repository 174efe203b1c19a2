package dev.gatehouse.engine.unpack;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** A sparse member: its pieces, each at its place, and zeros between and after them. */
final class DecodedPieces extends InputStream {

    private final TarSparse member;
    private final SourceStream data;
    private final byte[] one = new byte[1];
    private int index;
    private long taken;
    private long position;

    DecodedPieces(TarSparse member, SourceStream data) {
        this.member = member;
        this.data = data;
    }

    @Override
    public int read() throws IOException {
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (index < member.pieces().size()) {
            TarSparse.Piece piece = member.pieces().get(index);
            if (taken == piece.bytes()) {
                index++;
                taken = 0;
            } else if (position < piece.offset()) {
                return zeros(target, offset, Math.min(length, piece.offset() - position));
            } else {
                // a piece that the map puts further back follows where it stands: no byte of it is lost
                int count = data.read(target, offset, (int) Math.min(length, piece.bytes() - taken));
                if (count < 0) {
                    throw new EOFException();
                }
                taken += count;
                position += count;
                return count;
            }
        }
        return position < member.bytes() ? zeros(target, offset, Math.min(length, member.bytes() - position)) : -1;
    }

    private int zeros(byte[] target, int offset, long count) {
        Arrays.fill(target, offset, offset + (int) count, (byte) 0);
        position += count;
        return (int) count;
    }
}
