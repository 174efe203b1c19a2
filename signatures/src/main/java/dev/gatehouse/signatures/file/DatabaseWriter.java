package dev.gatehouse.signatures.file;

import dev.gatehouse.signatures.database.AnchorTables;
import dev.gatehouse.signatures.database.BodyTables;
import dev.gatehouse.signatures.database.DigestTable;
import dev.gatehouse.signatures.database.DigestTables;
import dev.gatehouse.signatures.database.GramTable;
import dev.gatehouse.signatures.database.IntTable;
import dev.gatehouse.signatures.database.LongTable;
import dev.gatehouse.signatures.database.Tables;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/** Writes tables as a file. */
public final class DatabaseWriter {

    private static final int CHUNK_BYTES = 1 << 20;

    private DatabaseWriter() {}

    /**
     * Writes a compiled database.
     *
     * @throws IOException if the channel cannot be written
     */
    public static void write(Tables tables, WritableByteChannel channel) throws IOException {
        List<Section> sections = sections(tables);
        MemorySegment head = head(sections);
        writeAll(head, channel);
        long position = head.byteSize();
        for (Section section : sections) {
            long start = Format.align(position);
            writeAll(MemorySegment.ofArray(new byte[(int) (start - position)]), channel);
            writeAll(section.bytes(), channel);
            position = start + section.bytes().byteSize();
        }
    }

    private static MemorySegment head(List<Section> sections) {
        int directoryBytes = sections.size() * Format.ENTRY_BYTES;
        MemorySegment head = MemorySegment.ofArray(new byte[Format.HEADER_BYTES + directoryBytes]);
        long position = head.byteSize();
        for (int i = 0; i < sections.size(); i++) {
            Section section = sections.get(i);
            long start = Format.align(position);
            long entry = Format.HEADER_BYTES + (long) i * Format.ENTRY_BYTES;
            head.set(Format.INT, entry, section.id());
            head.set(Format.INT, entry + 4, crc(section.bytes()));
            head.set(Format.LONG, entry + 8, start);
            head.set(Format.LONG, entry + 16, section.bytes().byteSize());
            position = start + section.bytes().byteSize();
        }
        head.set(Format.LONG, 0, Format.MAGIC);
        head.set(Format.INT, 8, Format.VERSION);
        head.set(Format.INT, 12, sections.size());
        head.set(Format.LONG, 16, position);
        head.set(Format.INT, 28, headCrc(head));
        return head;
    }

    /** The checksum of a head: all of it but the checksum itself. */
    static int headCrc(MemorySegment head) {
        CRC32C crc = new CRC32C();
        update(crc, head.asSlice(0, 28));
        update(crc, head.asSlice(Format.HEADER_BYTES));
        return (int) crc.getValue();
    }

    private static int crc(MemorySegment bytes) {
        CRC32C crc = new CRC32C();
        update(crc, bytes);
        return (int) crc.getValue();
    }

    private static void update(CRC32C crc, MemorySegment bytes) {
        for (long at = 0; at < bytes.byteSize(); at += CHUNK_BYTES) {
            crc.update(buffer(bytes, at));
        }
    }

    private static void writeAll(MemorySegment bytes, WritableByteChannel channel) throws IOException {
        for (long at = 0; at < bytes.byteSize(); at += CHUNK_BYTES) {
            ByteBuffer buffer = buffer(bytes, at);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        }
    }

    /** A chunk of memory as bytes, whatever kind of array it may be over. */
    private static ByteBuffer buffer(MemorySegment bytes, long at) {
        byte[] chunk = new byte[(int) Math.min(CHUNK_BYTES, bytes.byteSize() - at)];
        MemorySegment.copy(bytes, at, MemorySegment.ofArray(chunk), 0, chunk.length);
        return ByteBuffer.wrap(chunk);
    }

    private static List<Section> sections(Tables tables) {
        BodyTables bodies = tables.bodies();
        List<Section> sections = new ArrayList<>();
        sections.add(new Section(SectionIds.PARAMETERS, parameters(bodies).memory()));
        sections.add(new Section(SectionIds.SIGNATURES, bodies.signatures().memory()));
        sections.add(new Section(SectionIds.SIGNATURE_NAMES, bodies.names().memory()));
        sections.add(new Section(SectionIds.SEGMENTS, bodies.segments().memory()));
        sections.add(new Section(SectionIds.CODE, bodies.code().memory()));
        sections.add(new Section(SectionIds.BYTES, bodies.bytes().memory()));
        sections.add(new Section(SectionIds.POSTINGS, bodies.postings().memory()));
        addAnchors(sections, 0, bodies.first());
        addAnchors(sections, SectionIds.LATER, bodies.later());
        addDigests(sections, SectionIds.DETECTIONS, tables.detections());
        addDigests(sections, SectionIds.SECTION_DETECTIONS, tables.sections());
        addDigests(sections, SectionIds.TRUSTED, tables.trusted());
        return sections;
    }

    private static IntTable parameters(BodyTables bodies) {
        return IntTable.of(new int[] {
            bodies.before(),
            bodies.after(),
            bodies.first().longGrams().stride(),
            bodies.first().longGrams().grams(),
            bodies.first().mediumGrams().stride(),
            bodies.first().mediumGrams().grams(),
            bodies.first().narrowGrams().stride(),
            bodies.first().narrowGrams().grams(),
            bodies.later().longGrams().stride(),
            bodies.later().longGrams().grams(),
            bodies.later().mediumGrams().stride(),
            bodies.later().mediumGrams().grams(),
            bodies.later().narrowGrams().stride(),
            bodies.later().narrowGrams().grams()
        });
    }

    private static void addAnchors(List<Section> sections, int added, AnchorTables anchors) {
        addGrams(sections, added + SectionIds.LONG_FILTER, anchors.longGrams());
        addGrams(sections, added + SectionIds.MEDIUM_FILTER, anchors.mediumGrams());
        addGrams(sections, added + SectionIds.NARROW_FILTER, anchors.narrowGrams());
        sections.add(
                new Section(added + SectionIds.SHORT_HEADS, anchors.shortHeads().memory()));
        sections.add(
                new Section(added + SectionIds.EVERYWHERE, anchors.everywhere().memory()));
    }

    private static void addGrams(List<Section> sections, int first, GramTable grams) {
        sections.add(new Section(first, LongTable.of(grams.filter()).memory()));
        sections.add(new Section(first + 1, grams.tags().memory()));
        sections.add(new Section(first + 2, grams.heads().memory()));
    }

    private static void addDigests(List<Section> sections, int first, DigestTables digests) {
        sections.add(new Section(first, digests.names().memory()));
        for (DigestTable table : digests.tables()) {
            int records = first + table.algorithm().size();
            sections.add(new Section(records, table.records().memory()));
            sections.add(new Section(records + 1, table.buckets().memory()));
            sections.add(new Section(records + 2, table.sizes().bits().memory()));
        }
    }
}
