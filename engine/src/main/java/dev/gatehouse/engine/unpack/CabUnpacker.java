package dev.gatehouse.engine.unpack;

import dev.gatehouse.engine.content.Content;
import dev.gatehouse.engine.type.ArchiveStart;
import dev.gatehouse.spi.ContentType;
import dev.gatehouse.spi.Reason;
import dev.gatehouse.spi.ReasonCode;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Microsoft cabinets, at the first byte or behind the program that unpacks them: stored and MSZIP. The files of a folder
 * lie one after the other in what its blocks decompress to. [MS-CAB].
 */
final class CabUnpacker implements Unpacker {

    private static final int HEADER_BYTES = 36;
    private static final int HAS_RESERVE = 4;
    private static final int HAS_PREVIOUS = 1;
    private static final int HAS_NEXT = 2;
    private static final int FOLDER_BYTES = 8;
    private static final int FILE_BYTES = 16;
    private static final int FROM_ANOTHER_VOLUME = 0xfffd;
    private static final int LONGEST_NAME = 256;
    private static final int UTF_8_NAME = 0x80;

    @Override
    public Set<ContentType> opens() {
        return Set.of(ContentType.CAB);
    }

    @Override
    public void unpack(Content content, PartSink sink) throws IOException {
        long start = ArchiveStart.cab(content).orElseThrow(() -> Fault.malformed("no cabinet header"));
        Content cabinet = content.slice(start, content.size() - start);
        new Cabinet(cabinet, sink).files();
    }

    private static final class Cabinet {

        private final Content content;
        private final ByteView view;
        private final PartSink sink;
        private final long folders;
        private final int folderReserve;
        private final int blockReserve;
        private int openFolder = -1;
        private long position;
        private @Nullable CabFolder folder;

        Cabinet(Content content, PartSink sink) throws IOException {
            this.content = content;
            this.view = new ByteView(content, sink.deadline());
            this.sink = sink;
            int flags = view.u16le(30);
            long at = HEADER_BYTES;
            boolean reserve = (flags & HAS_RESERVE) != 0;
            folderReserve = reserve ? view.u8(at + 2) : 0;
            blockReserve = reserve ? view.u8(at + 3) : 0;
            at += reserve ? 4 + view.u16le(at) : 0;
            int names = ((flags & HAS_PREVIOUS) != 0 ? 2 : 0) + ((flags & HAS_NEXT) != 0 ? 2 : 0);
            for (int i = 0; i < names; i++) {
                at = afterName(at);
            }
            folders = at;
        }

        private long afterName(long start) throws IOException {
            long at = start;
            while (view.u8(at) != 0) {
                at++;
            }
            return at + 1;
        }

        void files() throws IOException {
            long size = view.u32le(8);
            int count = view.u16le(28);
            long at = view.u32le(16);
            for (int i = 0; i < count; i++) {
                String name = name(at);
                file(Member.sized(name, view.u32le(at)), view.u32le(at + 4), view.u16le(at + 8));
                at = afterName(at + FILE_BYTES);
            }
            close();
            if (size > view.size()) {
                throw Fault.truncated("the cabinet is of " + size + " bytes, " + view.size() + " are here");
            }
            JoinedStreams.trailing(view, size, sink);
        }

        private String name(long at) throws IOException {
            String name = view.zeroEnded(at + FILE_BYTES, LONGEST_NAME);
            boolean known = (view.u16le(at + 14) & UTF_8_NAME) != 0 || name.indexOf('\\') >= 0;
            return known ? name.replace('\\', '/') : name;
        }

        private void file(Member member, long offset, int index) throws IOException {
            if (index >= FROM_ANOTHER_VOLUME) {
                sink.unreadable(
                        member,
                        new Reason(ReasonCode.MULTI_VOLUME, "part of the file lies in another cabinet of the set"));
                return;
            }
            try {
                if (index != openFolder || offset < position) {
                    open(index);
                }
                CabFolder current = folder;
                if (current == null) {
                    throw Fault.malformed("no folder");
                }
                current.skipNBytes(offset - position);
                position = offset;
                InputStream file =
                        new BoundedStream(current, member.declaredSize().orElse(0));
                Counting counting = new Counting(file);
                sink.part(member, counting);
                position += counting.count;
            } catch (StopUnpacking e) {
                throw e;
            } catch (IOException e) {
                openFolder = -1; // the next file begins anew, and meets the fault itself
                sink.unreadable(member, Faults.reasonOf(e));
            }
        }

        private void open(int index) throws IOException {
            close();
            if (index >= view.u16le(26)) {
                throw Fault.malformed("a file in folder " + index + ", which is not there");
            }
            long at = folders + (long) index * (FOLDER_BYTES + folderReserve);
            folder = new CabFolder(
                    content, view.u32le(at), view.u16le(at + 4), view.u16le(at + 6), blockReserve, sink.deadline());
            openFolder = index;
            position = 0;
        }

        private void close() {
            CabFolder current = folder;
            folder = null;
            openFolder = -1;
            if (current != null) {
                current.close();
            }
        }
    }

    /** Knows how much was read, whoever read it. */
    private static final class Counting extends InputStream {

        private final InputStream stream;
        private long count;

        Counting(InputStream stream) {
            this.stream = stream;
        }

        @Override
        public int read() throws IOException {
            int next = stream.read();
            count += next < 0 ? 0 : 1;
            return next;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int read = stream.read(target, offset, length);
            count += Math.max(0, read);
            return read;
        }
    }
}
