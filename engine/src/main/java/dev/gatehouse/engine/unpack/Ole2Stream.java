package dev.gatehouse.engine.unpack;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** A stream of a compound file, sector by sector along its chain. */
final class Ole2Stream extends InputStream {

    private final Ole2Sectors file;
    private final Ole2Table table;
    private final byte[] one = new byte[1];
    private long sector;
    private int within;
    private long left;
    private long sectorsLeft;

    /**
     * From its first byte.
     *
     * @param table whose sectors the chain is of
     * @param size in bytes
     */
    Ole2Stream(Ole2Sectors file, Ole2Table table, long first, long size) {
        this.file = file;
        this.table = table;
        this.sector = first;
        this.left = size;
        this.sectorsLeft = table.count() + 1;
    }

    @Override
    public int read() throws IOException {
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        if (left <= 0) {
            return -1;
        }
        advance();
        int wanted = (int) Math.min(Math.min(length, left), table.sectorBytes() - within);
        int count = file.read(table.position(sector) + within, target, offset, wanted);
        within += count;
        left -= count;
        return count;
    }

    @Override
    public long skip(long wanted) throws IOException {
        long skipped = 0;
        while (skipped < wanted && left > 0) {
            advance();
            long step = Math.min(Math.min(wanted - skipped, left), table.sectorBytes() - within);
            within += (int) step;
            left -= step;
            skipped += step;
        }
        return skipped;
    }

    private void advance() throws IOException {
        if (within == table.sectorBytes()) {
            sector = table.next(sector);
            within = 0;
            if (--sectorsLeft < 0) {
                throw Fault.malformed("the chain of sectors goes in circles");
            }
        }
        if (sector >= Ole2Sectors.LAST) {
            throw new EOFException();
        }
    }
}
