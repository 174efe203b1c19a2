package dev.gatehouse.engine.unpack;

import dev.gatehouse.engine.content.Content;
import dev.gatehouse.spi.ContentType;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Set;

/**
 * Backups by dump(8) of either byte order. Folders come first and name the files, which are known by their inodes only;
 * a file that no folder names is given all the same. Commons Compress gives up on names longer than 127 bytes and never
 * shows files without one, so the walk is ours. dump's protocols/dumprestore.h.
 */
final class DumpUnpacker implements Unpacker {

    @Override
    public Set<ContentType> opens() {
        return Set.of(ContentType.DUMP);
    }

    @Override
    public void unpack(Content content, PartSink sink) throws IOException {
        SourceStream source = new SourceStream(content, 0, content.size(), sink.deadline());
        try (DumpTape tape = new DumpTape(source)) {
            DumpNames names = new DumpNames();
            DumpHeader header = tape.header();
            while (header.type() != DumpHeader.END) {
                switch (header.type()) {
                    case DumpHeader.INODE -> header = inode(header, tape, names, sink);
                    case DumpHeader.BITS, DumpHeader.CLEARED -> {
                        tape.skip(header.count());
                        header = tape.header();
                    }
                    case DumpHeader.ADDRESSES -> { // of a file whose size was reached before
                        tape.skip(header.records());
                        header = tape.header();
                    }
                    default -> header = tape.header();
                }
            }
        }
        ByteView view = new ByteView(content, sink.deadline());
        JoinedStreams.trailing(view, endMarks(view, source.position()), sink);
    }

    /** Where the end marks end, which fill the last block. */
    private static long endMarks(ByteView view, long start) throws IOException {
        long at = start;
        try {
            while (at <= view.size() - DumpTape.RECORD_BYTES
                    && DumpHeader.of(view.bytes(at, DumpTape.RECORD_BYTES)).type() == DumpHeader.END) {
                at += DumpTape.RECORD_BYTES;
            }
        } catch (Fault _) {
            return at; // something other than an end mark
        }
        return at;
    }

    private static DumpHeader inode(DumpHeader header, DumpTape tape, DumpNames names, PartSink sink)
            throws IOException {
        DumpFileStream file = new DumpFileStream(header, tape);
        if (header.folder()) {
            names.add(header.inode(), file, header.order());
        } else {
            sink.part(Member.sized(names.path(header.inode()), header.bytes()), file);
        }
        return file.following();
    }

    /** The bytes of one file over all its segments, holes as zeros. */
    private static final class DumpFileStream extends InputStream {

        private final DumpTape tape;
        private final byte[] record = new byte[DumpTape.RECORD_BYTES];
        private final byte[] one = new byte[1];
        private DumpHeader segment;
        private int index;
        private int next = DumpTape.RECORD_BYTES;
        private long left;
        private boolean segmentOver;

        DumpFileStream(DumpHeader header, DumpTape tape) {
            this.segment = header;
            this.tape = tape;
            this.left = Math.max(0, header.bytes());
        }

        @Override
        public int read() throws IOException {
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (left == 0 || (next == record.length && !fill())) {
                return -1;
            }
            int count = (int) Math.min(Math.min(length, left), record.length - next);
            System.arraycopy(record, next, target, offset, count);
            next += count;
            left -= count;
            return count;
        }

        /** Passes over what was not read and answers the header after the file. */
        DumpHeader following() throws IOException {
            while (!segmentOver && index < segment.count()) {
                if (segment.present(index++)) {
                    tape.skip(1);
                }
            }
            return segmentOver ? segment : tape.header();
        }

        private boolean fill() throws IOException {
            while (!segmentOver && index == segment.count()) {
                DumpHeader following = tape.header();
                segmentOver = following.type() != DumpHeader.ADDRESSES;
                segment = following;
                index = 0;
            }
            if (segmentOver) {
                left = 0;
                return false;
            }
            if (segment.present(index++)) {
                tape.record(record);
            } else {
                Arrays.fill(record, (byte) 0);
            }
            next = 0;
            return true;
        }
    }
}
