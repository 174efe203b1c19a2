package dev.gatehouse.engine.unpack;

import dev.gatehouse.engine.content.Content;
import dev.gatehouse.engine.content.ContentLostException;
import dev.gatehouse.spi.Reason;
import dev.gatehouse.spi.ReasonCode;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;

/**
 * The sectors of a compound file and their allocation table, of which only the places of its own sectors are kept: 4
 * bytes for each 64 KiB of the file. [MS-CFB] 2.1 to 2.5.
 */
final class Ole2Sectors implements Ole2Table {

    /** The smallest number that is no sector's. */
    static final long LAST = 0xFFFFFFFAL;

    private static final int HEADER_TABLES = 109;
    private static final int FIRST_TABLE = 76;

    private final Content content;
    private final PartSink sink;
    private final ByteView view;
    private final int shift;
    private final int[] tables;

    /**
     * Reads the header.
     *
     * @throws IOException if there can be no sectors of the size that it says
     */
    Ole2Sectors(Content content, PartSink sink) throws IOException {
        this.content = content;
        this.sink = sink;
        this.view = new ByteView(content, sink.deadline());
        this.shift = view.u16le(30);
        if (shift < 7 || shift > 16) {
            throw Fault.malformed("sectors of 2^" + shift + " bytes");
        }
        this.tables = tables();
    }

    private int[] tables() throws IOException {
        int perSector = sectorBytes() / 4;
        long wanted = count() / perSector + 1;
        DecoderMemory.require(4 * wanted, sink);
        int[] found = new int[(int) wanted];
        int length = (int) Math.min(wanted, HEADER_TABLES);
        for (int i = 0; i < length; i++) {
            found[i] = (int) view.u32le(FIRST_TABLE + 4L * i);
        }
        long list = view.u32le(68);
        try {
            while (length < wanted && list < LAST) {
                for (int i = 0; i < perSector - 1 && length < wanted; i++) {
                    found[length] = (int) view.u32le(position(list) + 4L * i);
                    length++;
                }
                list = view.u32le(position(list) + 4L * (perSector - 1));
            }
        } catch (EOFException _) {
            sink.reason(new Reason(ReasonCode.TRUNCATED, "the file ends before a sector of its allocation table"));
        }
        Arrays.fill(found, length, found.length, -1);
        return found;
    }

    @Override
    public long next(long sector) throws IOException {
        long table = sector >>> (shift - 2);
        if (table >= tables.length || Integer.toUnsignedLong(tables[(int) table]) >= LAST) {
            throw Fault.malformed("sector " + sector + " is in no allocation table");
        }
        long entry = sector & (sectorBytes() / 4 - 1);
        return view.u32le(position(Integer.toUnsignedLong(tables[(int) table])) + 4 * entry);
    }

    @Override
    public long position(long sector) {
        return (sector + 1) << shift;
    }

    @Override
    public int sectorBytes() {
        return 1 << shift;
    }

    /** Rounded up: the last sector may be cut. */
    @Override
    public long count() {
        return (content.size() >>> shift) + 1;
    }

    /** A whole chain, in memory; for what must be read in any order. A fault ends it. */
    int[] chain(long first) throws IOException {
        int[] sectors = new int[16];
        int length = 0;
        try {
            for (long sector = first; sector < LAST; sector = next(sector)) {
                if (length > count()) {
                    throw Fault.malformed("the chain of sectors from " + first + " goes in circles");
                }
                if (length == sectors.length) {
                    DecoderMemory.require(8L * length, sink);
                    sectors = Arrays.copyOf(sectors, 2 * length);
                }
                sectors[length++] = (int) sector;
            }
        } catch (StopUnpacking | ContentLostException e) {
            throw e;
        } catch (IOException e) {
            if (length == 0) {
                throw e;
            }
            sink.reason(Faults.reasonOf(e));
        }
        return Arrays.copyOf(sectors, length);
    }

    /** Copies bytes; fewer than wanted only at the content's end. */
    int read(long position, byte[] target, int offset, int length) throws IOException {
        if (sink.deadline().expired()) {
            throw new StopUnpacking();
        }
        try {
            int count = content.read(position, target, offset, length);
            if (count == 0 && length > 0) {
                throw new EOFException();
            }
            return count;
        } catch (ContentLostException | EOFException e) {
            throw e;
        } catch (IOException e) {
            throw new Fault(ReasonCode.UNREADABLE, "cannot read at byte " + position, e);
        }
    }
}
