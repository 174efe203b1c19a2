package dev.gatehouse.signatures.file;

import dev.gatehouse.signatures.database.AnchorTables;
import dev.gatehouse.signatures.database.BodyTables;
import dev.gatehouse.signatures.database.ByteTable;
import dev.gatehouse.signatures.database.DigestRecords;
import dev.gatehouse.signatures.database.DigestTable;
import dev.gatehouse.signatures.database.DigestTables;
import dev.gatehouse.signatures.database.GramTable;
import dev.gatehouse.signatures.database.IntTable;
import dev.gatehouse.signatures.database.LongTable;
import dev.gatehouse.signatures.database.Postings;
import dev.gatehouse.signatures.database.SegmentTable;
import dev.gatehouse.signatures.database.ShortTable;
import dev.gatehouse.signatures.database.SignatureTable;
import dev.gatehouse.signatures.database.SizeFilter;
import dev.gatehouse.signatures.database.Tables;
import dev.gatehouse.signatures.model.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * Opens a compiled database by mapping it. Its checksums are verified by reading the file, not the mapping, so that what
 * a scan does not need never counts as resident.
 */
public final class DatabaseReader {

    private static final int CHUNK_BYTES = 256 << 10;

    private static final long LARGE_BYTES = 8 << 20;

    /** From this size on, records of digests are not worth the memory that reading them through the mapping takes. */
    private static final long MANY_BYTES = 4 << 20;

    private final Path file;
    private final FileChannel channel;
    private final Map<Integer, MemorySegment> sections = new HashMap<>();
    private final Map<Integer, Long> offsets = new HashMap<>();
    private boolean keepsOpen;

    private DatabaseReader(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** Whether a file begins as compiled databases do. */
    public static boolean isDatabase(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            MemorySegment magic = MemorySegment.ofArray(new byte[Long.BYTES]);
            return channel.size() >= Long.BYTES
                    && channel.read(magic.asByteBuffer()) == Long.BYTES
                    && magic.get(Format.LONG, 0) == Format.MAGIC;
        }
    }

    /**
     * Opens a compiled database. It stays open and mapped as long as its tables are in use; the file may be replaced meanwhile,
     * by renaming another over it, but must not be written to.
     *
     * @throws DatabaseFormatException if it is not a compiled database, is of another version, or was cut or altered
     * @throws IOException if it cannot be read
     */
    public static Tables open(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        try {
            DatabaseReader reader = new DatabaseReader(file, channel);
            reader.readDirectory();
            Tables tables = reader.tables();
            if (!reader.keepsOpen) {
                channel.close();
            }
            return tables;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private void readDirectory() throws IOException {
        MemorySegment header = read(0, Format.HEADER_BYTES);
        if (header.get(Format.LONG, 0) != Format.MAGIC) {
            throw refused("it is not a compiled signature database");
        }
        int version = header.get(Format.INT, 8);
        if (version != Format.VERSION) {
            throw refused("it has format version " + version + ", and this Gatehouse reads version " + Format.VERSION
                    + "; build it again with 'gatehouse signatures build'");
        }
        int count = header.get(Format.INT, 12);
        if (count < 0 || count > Format.MAX_SECTIONS) {
            throw altered("its header");
        }
        MemorySegment head = read(0, Format.HEADER_BYTES + count * Format.ENTRY_BYTES);
        if (DatabaseWriter.headCrc(head) != head.get(Format.INT, 28)) {
            throw altered("its header");
        }
        long length = head.get(Format.LONG, 16);
        if (channel.size() != length) {
            throw refused("it has " + channel.size() + " bytes and should have " + length + "; build it again");
        }
        MemorySegment mapped = channel.map(FileChannel.MapMode.READ_ONLY, 0, length, Arena.ofAuto());
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long entry = Format.HEADER_BYTES + (long) i * Format.ENTRY_BYTES;
            entries.add(new Entry(
                    head.get(Format.INT, entry),
                    head.get(Format.INT, entry + 4),
                    head.get(Format.LONG, entry + 8),
                    head.get(Format.LONG, entry + 16)));
        }
        verify(entries, length);
        for (Entry entry : entries) {
            sections.put(entry.id(), mapped.asSlice(entry.offset(), entry.size()));
            offsets.put(entry.id(), entry.offset());
        }
    }

    /** A line of the directory. */
    private record Entry(int id, int crc, long offset, long size) {}

    /** A large file is read by all processors, for nothing else takes as long when a scan starts. */
    private void verify(List<Entry> entries, long length) throws IOException {
        Stream<Entry> each = length < LARGE_BYTES ? entries.stream() : entries.parallelStream();
        Optional<Entry> bad;
        try {
            bad = each.filter(entry -> !isWhole(entry)).findFirst();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        if (bad.isPresent()) {
            throw altered("section " + bad.get().id());
        }
    }

    private boolean isWhole(Entry entry) {
        try {
            return crc(entry.offset(), entry.size()) == entry.crc();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private MemorySegment read(long position, int length) throws IOException {
        byte[] bytes = new byte[length];
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, position + buffer.position()) < 0) {
                throw refused("it ends at byte " + channel.size() + ", before its directory does; build it again");
            }
        }
        return MemorySegment.ofArray(bytes);
    }

    private int crc(long offset, long size) throws IOException {
        CRC32C crc = new CRC32C();
        ByteBuffer buffer = ByteBuffer.allocateDirect((int) Math.min(CHUNK_BYTES, Math.max(1, size)));
        long done = 0;
        while (done < size) {
            buffer.clear().limit((int) Math.min(buffer.capacity(), size - done));
            int count = channel.read(buffer, offset + done);
            if (count < 0) {
                throw refused("it was cut while it was read");
            }
            crc.update(buffer.flip());
            done += count;
        }
        return (int) crc.getValue();
    }

    private DatabaseFormatException altered(String what) {
        return refused(what + " is not as it was written; build it again, or fetch it again");
    }

    private DatabaseFormatException refused(String what) {
        return new DatabaseFormatException(file + ": " + what);
    }

    private MemorySegment section(int id) throws DatabaseFormatException {
        MemorySegment section = sections.get(id);
        if (section == null) {
            throw refused("section " + id + " is missing; build it again");
        }
        return section;
    }

    private Tables tables() throws DatabaseFormatException {
        IntTable parameters = new IntTable(section(SectionIds.PARAMETERS));
        BodyTables bodies = new BodyTables(
                new SignatureTable(new IntTable(section(SectionIds.SIGNATURES))),
                new ByteTable(section(SectionIds.SIGNATURE_NAMES)),
                new SegmentTable(new IntTable(section(SectionIds.SEGMENTS))),
                new IntTable(section(SectionIds.CODE)),
                new ByteTable(section(SectionIds.BYTES)),
                new Postings(new IntTable(section(SectionIds.POSTINGS))),
                anchors(0, parameters, 2),
                anchors(SectionIds.LATER, parameters, 8),
                parameters.get(0),
                parameters.get(1));
        return new Tables(
                bodies,
                digests(SectionIds.DETECTIONS),
                digests(SectionIds.SECTION_DETECTIONS),
                digests(SectionIds.TRUSTED));
    }

    private AnchorTables anchors(int added, IntTable parameters, int from) throws DatabaseFormatException {
        return new AnchorTables(
                grams(added + SectionIds.LONG_FILTER, Long.BYTES, parameters.get(from), parameters.get(from + 1)),
                grams(
                        added + SectionIds.MEDIUM_FILTER,
                        Integer.BYTES,
                        parameters.get(from + 2),
                        parameters.get(from + 3)),
                grams(added + SectionIds.NARROW_FILTER, 3, parameters.get(from + 4), parameters.get(from + 5)),
                new IntTable(section(added + SectionIds.SHORT_HEADS)),
                new IntTable(section(added + SectionIds.EVERYWHERE)));
    }

    private GramTable grams(int first, int width, int stride, int grams) throws DatabaseFormatException {
        return new GramTable(
                width,
                stride,
                grams,
                new LongTable(section(first)).toArray(),
                new ShortTable(section(first + 1)),
                new IntTable(section(first + 2)));
    }

    /** Few are read through the mapping; the channel to many is closed with the last table that uses it. */
    private DigestRecords records(int id) throws DatabaseFormatException {
        MemorySegment mapped = section(id);
        Long offset = offsets.get(id);
        if (offset == null || mapped.byteSize() < MANY_BYTES) {
            return DigestRecords.of(mapped);
        }
        keepsOpen = true;
        return DigestRecords.of(mapped, channel, offset);
    }

    private DigestTables digests(int first) throws DatabaseFormatException {
        List<DigestTable> tables = new ArrayList<>();
        for (Digest.Algorithm algorithm : Digest.Algorithm.values()) {
            int records = first + algorithm.size();
            if (sections.containsKey(records)) {
                tables.add(new DigestTable(
                        algorithm,
                        records(records),
                        new IntTable(section(records + 1)),
                        new SizeFilter(new LongTable(section(records + 2)))));
            }
        }
        return new DigestTables(tables, new ByteTable(section(first)));
    }
}
