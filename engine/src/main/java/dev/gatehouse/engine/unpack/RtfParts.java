package dev.gatehouse.engine.unpack;

import dev.gatehouse.engine.content.Content;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;

/**
 * Gives what a rich text embeds. An object is a record of OLE 1.0 ([MS-OLEDS] 2.2.5) around a compound file or a packaged
 * file; where the record makes no sense, a compound file within is found by its first bytes.
 */
final class RtfParts {

    private static final long LONGEST_NAME = 4096;
    private static final String PACKAGE = "package";
    private static final byte[] COMPOUND_FILE = HexFormat.of().parseHex("d0cf11e0a1b11ae1");

    private final Content content;
    private final PartSink sink;
    private int objects;
    private int others;

    RtfParts(Content content, PartSink sink) {
        this.content = content;
        this.sink = sink;
    }

    /** Bytes of this kind, from this position on, if there are any. */
    void bytes(String kind, long start) throws IOException {
        give(kind + "-" + others++, start);
    }

    /** An object, from this position on. */
    void object(long start) throws IOException {
        String name = "object-" + objects++;
        if (!give(name, start)) {
            return;
        }
        long data = -1;
        try {
            data = embedded(name, start);
        } catch (StopUnpacking e) {
            throw e;
        } catch (IOException _) {
            // not a record: the object is given as it is, and a compound file in it is looked for
        }
        long compound = find(open(start));
        if (compound > 0 && compound != data) {
            InputStream stream = open(start);
            stream.skipNBytes(compound);
            sink.part(Member.named(name + ".ole2"), stream);
        }
    }

    private boolean give(String name, long start) throws IOException {
        if (open(start).read() < 0) {
            return false;
        }
        sink.part(Member.named(name), open(start));
        return true;
    }

    /** Gives what the record holds, and tells where in the record it begins. */
    private long embedded(String name, long start) throws IOException {
        InputStream stream = open(start);
        PackagedFile.u32(stream); // the version, which readers pass over
        PackagedFile.u32(stream); // linked or embedded
        byte[] kind = text(stream);
        byte[] topic = text(stream);
        byte[] item = text(stream);
        long length = PackagedFile.u32(stream);
        String type = Names.decode(kind).replace("\0", "");
        long data = 24L + kind.length + topic.length + item.length;
        if (type.equalsIgnoreCase(PACKAGE)) {
            PackagedFile file = PackagedFile.read(stream);
            sink.part(Member.sized(file.name(), file.bytes()), new BoundedStream(stream, file.bytes()));
            return -1;
        }
        sink.part(Member.sized(name + "." + type, length), new BoundedStream(stream, length));
        return data;
    }

    private static byte[] text(InputStream stream) throws IOException {
        long length = PackagedFile.u32(stream);
        if (length > LONGEST_NAME) {
            throw Fault.malformed("an object whose name is of " + length + " bytes");
        }
        byte[] text = stream.readNBytes((int) length);
        if (text.length < length) {
            throw new EOFException();
        }
        return text;
    }

    /** Where a compound file begins; -1 if there is none. */
    private static long find(InputStream stream) throws IOException {
        int matched = 0;
        int next = stream.read();
        for (long at = 0; next >= 0; at++) {
            byte value = (byte) next;
            if (value != COMPOUND_FILE[matched]) {
                matched = 0; // its first byte is nowhere else in it
            }
            if (value == COMPOUND_FILE[matched] && ++matched == COMPOUND_FILE.length) {
                return at - COMPOUND_FILE.length + 1;
            }
            next = stream.read();
        }
        return -1;
    }

    private InputStream open(long start) {
        return new BufferedInputStream(RtfBytes.of(new ByteView(content, sink.deadline()), start));
    }
}
