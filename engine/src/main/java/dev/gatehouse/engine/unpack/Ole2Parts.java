package dev.gatehouse.engine.unpack;

import dev.gatehouse.spi.Reason;
import dev.gatehouse.spi.ReasonCode;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Gives the streams of a compound file, and what is packed within those that are known by their names. */
final class Ole2Parts {

    /** [MS-OLEDS] 2.3.3: where an object is linked to. */
    private static final String LINK = "\1Ole";

    private static final int LINK_BYTES = 20;
    private static final int LONGEST_FILE_NAME = 1024;
    private static final Reason ENCRYPTED = new Reason(ReasonCode.ENCRYPTED, "the document is encrypted");

    private final Ole2Sectors sectors;
    private final Ole2MiniSectors small;
    private final Ole2Directory directory;
    private final int cutoff;
    private final PartSink sink;
    private int listedStorage = -1;
    private MacroOffsets macros = MacroOffsets.none();

    Ole2Parts(Ole2Sectors sectors, Ole2MiniSectors small, Ole2Directory directory, int cutoff, PartSink sink) {
        this.sectors = sectors;
        this.small = small;
        this.directory = directory;
        this.cutoff = cutoff;
        this.sink = sink;
    }

    /** All streams, those that no tree leads to included. */
    void give() throws IOException {
        for (int i = 1; i < directory.size(); i++) {
            Ole2Entry entry;
            try {
                entry = directory.entry(i);
            } catch (StopUnpacking e) {
                throw e;
            } catch (IOException e) {
                sink.reason(Faults.reasonOf(e));
                return;
            }
            if (entry.isStream()) {
                stream(entry);
            }
        }
    }

    private void stream(Ole2Entry entry) throws StopUnpacking {
        try {
            if (OfficeCipher.isEncryptedPackage(entry.name())) {
                sink.unreadable(Member.sized(path(entry, entry.name()), entry.size()), ENCRYPTED);
                return;
            }
            if (entry.name().equals(LINK) && entry.size() <= LINK_BYTES) {
                return; // the fixed fields alone, which by chance look like the head of an LZMA stream
            }
            Member member = Member.sized(path(entry, name(entry)), entry.size());
            OptionalLong start = contiguous(entry);
            if (start.isPresent()) {
                sink.slice(member, start.getAsLong(), entry.size());
            } else {
                sink.part(member, open(entry));
            }
            within(entry);
        } catch (StopUnpacking e) {
            throw e;
        } catch (IOException e) {
            sink.reason(Faults.reasonOf(e));
        }
    }

    private void within(Ole2Entry entry) throws IOException {
        String name = entry.name().toLowerCase(Locale.ROOT);
        if (name.equals("\1ole10native")) {
            packagedFile(entry);
        } else if (name.equals("powerpoint document")) {
            PowerPointObjects.give(path(entry, "object-"), open(entry), sink);
        } else if (name.equals(OutlookStreams.COMPRESSED_RTF)) {
            sink.part(Member.named(path(entry, "body.rtf")), CompressedRtf.of(buffered(entry)));
        } else if (name.equals(OutlookStreams.BODY)) {
            sink.part(Member.named(path(entry, "body.txt")), Utf8Stream.of(buffered(entry)));
        } else if (name.equals(OutlookStreams.HTML_BODY)) {
            sink.part(Member.named(path(entry, "body.html")), Utf8Stream.of(buffered(entry)));
        } else if (OfficeCipher.tells(name, buffered(entry))) {
            sink.reason(ENCRYPTED);
        }
        int storage = directory.parent(entry.index());
        OptionalInt list = directory.macroDirectory(storage);
        if (list.isPresent()) {
            macro(entry, storage, list.getAsInt());
        }
    }

    /** Where a stream lies in one piece, if it does: then its bytes need not be copied. */
    private OptionalLong contiguous(Ole2Entry entry) throws StopUnpacking {
        if (entry.size() == 0) {
            return OptionalLong.empty();
        }
        try {
            Ole2Table table = table(entry);
            long start = table.position(entry.start());
            long sector = entry.start();
            for (long done = table.sectorBytes(); done < entry.size(); done += table.sectorBytes()) {
                long next = table.next(sector);
                if (next >= Ole2Sectors.LAST || table.position(next) != start + done) {
                    return OptionalLong.empty();
                }
                sector = next;
            }
            return OptionalLong.of(start);
        } catch (StopUnpacking e) {
            throw e;
        } catch (IOException _) {
            return OptionalLong.empty(); // met again by whoever reads the stream
        }
    }

    private void packagedFile(Ole2Entry entry) throws IOException {
        InputStream stream = buffered(entry);
        stream.skipNBytes(4);
        PackagedFile file;
        try {
            file = PackagedFile.read(stream);
        } catch (StopUnpacking e) {
            throw e;
        } catch (IOException _) {
            // other programs keep bytes of their own behind the length
            InputStream bare = buffered(entry);
            long length = PackagedFile.u32(bare);
            sink.part(Member.sized(path(entry, "native"), length), bare);
            return;
        }
        sink.part(Member.sized(path(entry, file.name()), file.bytes()), new BoundedStream(stream, file.bytes()));
    }

    private void macro(Ole2Entry entry, int storage, int list) throws IOException {
        if (listedStorage != storage) {
            listedStorage = storage;
            macros = MacroOffsets.read(MacroSource.of(buffered(directory.entry(list))), sink);
        }
        if (entry.index() == list) {
            sink.part(Member.named(path(entry, "dir.txt")), MacroSource.of(buffered(entry)));
            return;
        }
        OptionalLong told = macros.told(entry.name());
        OptionalLong seen = MacroOffsets.seen(buffered(entry));
        if (told.isPresent()) {
            source(entry, ".vba", told.getAsLong());
        }
        if (seen.isPresent() && !seen.equals(told)) {
            source(entry, told.isPresent() ? ".seen.vba" : ".vba", seen.getAsLong());
        }
    }

    private void source(Ole2Entry entry, String ending, long offset) throws IOException {
        InputStream stream = buffered(entry);
        stream.skipNBytes(offset);
        sink.part(Member.named(path(entry, entry.name() + ending)), MacroSource.of(stream));
    }

    /** The name of a stream, but for a mail's attachment: its file's. */
    private String name(Ole2Entry entry) throws IOException {
        if (entry.name().equalsIgnoreCase(OutlookStreams.ATTACHMENT)) {
            OptionalInt told = directory.fileName(directory.parent(entry.index()));
            if (told.isPresent()) {
                Ole2Entry stream = directory.entry(told.getAsInt());
                boolean utf16 = stream.name().toLowerCase(Locale.ROOT).endsWith(OutlookStreams.UTF_16);
                InputStream text = utf16 ? Utf8Stream.of(buffered(stream)) : buffered(stream);
                byte[] name;
                try {
                    name = text.readNBytes(LONGEST_FILE_NAME);
                } catch (StopUnpacking e) {
                    throw e;
                } catch (IOException _) {
                    return entry.name(); // that stream's own part says what is wrong with it
                }
                return Names.decode(name);
            }
        }
        return entry.name();
    }

    private String path(Ole2Entry entry, String name) throws IOException {
        return directory.path(directory.parent(entry.index()), name);
    }

    private Ole2Table table(Ole2Entry entry) {
        return entry.size() < cutoff ? small : sectors;
    }

    private InputStream open(Ole2Entry entry) {
        return new Ole2Stream(sectors, table(entry), entry.start(), entry.size());
    }

    private InputStream buffered(Ole2Entry entry) {
        return new BufferedInputStream(open(entry), 512);
    }
}
