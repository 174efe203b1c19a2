package dev.gatehouse.engine.unpack;

import java.io.EOFException;
import java.io.IOException;

/** The small sectors of a compound file, which lie in a stream of its root, with a table of their own. [MS-CFB] 2.4. */
final class Ole2MiniSectors implements Ole2Table {

    private final Ole2Sectors sectors;
    private final ByteView view;
    private final int shift;
    private final int[] table;
    private final int[] stream;

    /**
     * Reads where both lie.
     *
     * @param shift the sectors' size as a power of two
     * @param table the first sector of the table
     * @param stream the first sector of the root's stream
     */
    Ole2MiniSectors(Ole2Sectors sectors, ByteView view, int shift, long table, long stream) throws IOException {
        if (shift < 0 || 1 << shift > sectors.sectorBytes()) {
            throw Fault.malformed("small sectors of 2^" + shift + " bytes");
        }
        this.sectors = sectors;
        this.view = view;
        this.shift = shift;
        this.table = sectors.chain(table);
        this.stream = sectors.chain(stream);
    }

    @Override
    public long next(long sector) throws IOException {
        return view.u32le(place(table, 4 * sector));
    }

    @Override
    public long position(long sector) throws IOException {
        return place(stream, sector << shift);
    }

    private long place(int[] chain, long offset) throws IOException {
        long index = offset / sectors.sectorBytes();
        if (index >= chain.length) {
            throw new EOFException();
        }
        return sectors.position(Integer.toUnsignedLong(chain[(int) index])) + offset % sectors.sectorBytes();
    }

    @Override
    public int sectorBytes() {
        return 1 << shift;
    }

    @Override
    public long count() {
        return ((long) stream.length * sectors.sectorBytes()) >>> shift;
    }
}
