package dev.gatehouse.engine.unpack;

import dev.gatehouse.engine.content.Content;
import dev.gatehouse.spi.ContentType;
import java.io.IOException;
import java.util.Set;

/**
 * OLE2 compound files, a file system in a file: documents of Office 97 to 2003, macros of later ones, saved mails,
 * installers. [MS-CFB].
 */
final class Ole2Unpacker implements Unpacker {

    private static final int HEADER_BYTES = 512;
    private static final int LONG_SIZES_VERSION = 4;
    private static final int CUTOFF = 4096;

    @Override
    public Set<ContentType> opens() {
        return Set.of(ContentType.OLE2);
    }

    @Override
    public void unpack(Content content, PartSink sink) throws IOException {
        if (content.size() < HEADER_BYTES) {
            throw Fault.truncated("the file ends within its header");
        }
        ByteView view = new ByteView(content, sink.deadline());
        Ole2Sectors sectors = new Ole2Sectors(content, sink);
        boolean longSizes = view.u16le(26) >= LONG_SIZES_VERSION;
        if (view.u32le(56) != CUTOFF) {
            throw Fault.malformed("small streams end at " + view.u32le(56) + " bytes, not at " + CUTOFF);
        }
        long directoryStart = view.u32le(48);
        long miniTable = view.u32le(60);
        int miniShift = view.u16le(32);
        Ole2Directory directory =
                new Ole2Directory(sectors, new ByteView(content, sink.deadline()), directoryStart, longSizes, sink);
        Ole2MiniSectors small = new Ole2MiniSectors(
                sectors, view, miniShift, miniTable, directory.entry(0).start());
        new Ole2Parts(sectors, small, directory, CUTOFF, sink).give();
    }
}
