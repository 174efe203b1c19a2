package dev.gatehouse.engine.unpack;

import dev.gatehouse.engine.content.Content;
import dev.gatehouse.engine.type.TarHeaders;
import dev.gatehouse.spi.ContentType;
import dev.gatehouse.spi.Reason;
import dev.gatehouse.spi.ReasonCode;
import java.io.IOException;
import java.util.Set;

/**
 * tar: old, ustar, pax and GNU. The headers are walked here, so that a member is a slice of the archive, a damaged
 * header loses no more than one member, and what stands behind the end mark, where most programs stop, is read too.
 */
final class TarUnpacker implements Unpacker {

    @Override
    public Set<ContentType> opens() {
        return Set.of(ContentType.TAR);
    }

    @Override
    public void unpack(Content content, PartSink sink) throws IOException {
        new Walk(content, sink).run();
    }

    private static final class Walk {

        private static final int BLOCK = TarHeaders.BLOCK_BYTES;

        private final Content content;
        private final PartSink sink;
        private final ByteView view;
        private final TarExtensions extensions = new TarExtensions();
        private final byte[] block = new byte[BLOCK];
        private boolean damaged;
        private boolean ended;

        Walk(Content content, PartSink sink) {
            this.content = content;
            this.sink = sink;
            this.view = new ByteView(content, sink.deadline());
        }

        void run() throws IOException {
            long at = 0;
            while (at < view.size()) {
                if (isHeader(at)) {
                    at = member(at);
                } else if (at + BLOCK > view.size()) {
                    strayBytes(at);
                    return;
                } else if (isZeros(at)) {
                    ended = true;
                    at = view.skipZeros(at) / BLOCK * BLOCK;
                    at = isZerosToEnd(at) ? view.size() : at;
                } else {
                    at = resync(at);
                }
            }
            if (!ended && !damaged && view.size() % BLOCK != 0) {
                sink.reason(new Reason(ReasonCode.TRUNCATED, "the tar has no end mark"));
            }
        }

        private long member(long at) throws IOException {
            TarHeader header = TarHeader.read(view, at);
            long size = extensions.size(header);
            long data = at + BLOCK;
            if (size < 0) {
                noteDamage("the tar header at byte " + at + " has no valid size");
                return data;
            }
            if (header.extension()) {
                extensions.add(header, view, at);
                return next(data, size);
            }
            String name = extensions.name(header);
            if (header.sparse() || extensions.sparse()) {
                return sparse(name, header, at, size);
            }
            extensions.clear();
            boolean linkWithoutData = header.link() && size > 0 && isHeader(data);
            if (linkWithoutData || (size == 0 && header.noData())) {
                return data;
            }
            sink.slice(Member.sized(name, size), data, size);
            return next(data, size);
        }

        private long sparse(String name, TarHeader header, long at, long size) throws IOException {
            long data = at + BLOCK;
            try {
                TarSparse map = TarSparse.read(view, header, extensions, at);
                if (header.sparse()) {
                    data = map.data(); // the header's size does not count the blocks of the map
                }
                sink.part(Member.sized(name, map.bytes()), map.stream(content, sink));
            } catch (StopUnpacking e) {
                throw e;
            } catch (IOException e) {
                sink.unreadable(Member.named(name), Faults.reasonOf(e));
            }
            extensions.clear();
            return next(data, size);
        }

        /** The next header after a place where one should be and is not. */
        private long resync(long at) throws IOException {
            if (!ended) {
                noteDamage("no tar header at byte " + at);
            }
            long next = at + BLOCK;
            while (next + BLOCK <= view.size() && !isHeader(next)) {
                next += BLOCK;
            }
            long until = next + BLOCK <= view.size() ? next : view.size();
            strayBytes(at, until);
            return until;
        }

        private void strayBytes(long at) throws IOException {
            if (!ended) {
                noteDamage("the tar ends within a header");
            }
            strayBytes(at, view.size());
        }

        /** Bytes that belong to no member: another file may have been put behind or between. */
        private void strayBytes(long at, long until) throws IOException {
            if (view.skipZeros(at) < until) {
                sink.slice(Member.sized(JoinedStreams.TRAILING, until - at), at, until - at);
            }
        }

        private void noteDamage(String detail) {
            if (!damaged) {
                damaged = true;
                sink.reason(new Reason(ReasonCode.MALFORMED, detail));
            }
        }

        private boolean isHeader(long at) throws IOException {
            if (at < 0 || at > view.size() - BLOCK) {
                return false;
            }
            for (int i = 0; i < BLOCK; i++) {
                block[i] = (byte) view.u8(at + i);
            }
            return TarHeaders.matches(block, 0);
        }

        private boolean isZeros(long at) throws IOException {
            return view.skipZeros(at) >= at + BLOCK;
        }

        private boolean isZerosToEnd(long at) throws IOException {
            return at >= view.size() || view.skipZeros(at) >= view.size();
        }

        /** The block after so many bytes of data; the content's end if the size reaches past it. */
        private long next(long data, long size) {
            long padded = (size + BLOCK - 1) / BLOCK * BLOCK;
            return size > view.size() - data || padded > view.size() - data ? view.size() : data + padded;
        }
    }
}
