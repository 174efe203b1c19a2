package dev.gatehouse.engine.unpack;

import dev.gatehouse.engine.content.Content;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongSupplier;

/**
 * All streams of a content decoded as one, as the formats' own tools do. What follows the last of them, and is no
 * padding, is where a second payload hides: it becomes a part of its own.
 */
final class JoinedStreams extends InputStream {

    /** The name of the part that lies after the last stream. */
    static final String TRAILING = "trailing";

    private final StreamFormat format;
    private final Content content;
    private final PartSink sink;
    private final ByteView view;
    private final byte[] one = new byte[1];
    private SalvagingStream current;
    private LongSupplier currentEnd = () -> StreamFormat.NONE;
    private long end = StreamFormat.NONE;

    private JoinedStreams(StreamFormat format, Content content, PartSink sink, ByteView view, long start)
            throws IOException {
        this.format = format;
        this.content = content;
        this.sink = sink;
        this.view = view;
        this.current = open(start);
    }

    private SalvagingStream open(long start) throws IOException {
        return new SalvagingStream(() -> {
            StreamFormat.Decoding decoding = format.open(content, start, sink);
            currentEnd = decoding.end();
            return decoding.bytes();
        });
    }

    /**
     * Gives the decoded streams to the sink as one part, and what trails them as another.
     *
     * @throws IOException if not even the first stream can be begun
     */
    static void unpack(StreamFormat format, Member member, Content content, PartSink sink) throws IOException {
        ByteView view = new ByteView(content, sink.deadline());
        long start = format.next(view, 0);
        if (start == StreamFormat.NONE) {
            throw Fault.malformed("no stream begins here");
        }
        try (JoinedStreams streams = new JoinedStreams(format, content, sink, view, start)) {
            sink.part(member, streams);
            if (streams.end != StreamFormat.NONE) {
                trailing(view, streams.end, sink);
            }
        }
    }

    /** Gives what lies from a position to the content's end to the sink, unless it is nothing but zeros. */
    static void trailing(ByteView view, long position, PartSink sink) throws IOException {
        if (position < view.size() && view.skipZeros(position) < view.size()) {
            long length = view.size() - position;
            sink.slice(Member.sized(TRAILING, length), position, length);
        }
    }

    @Override
    public int read() throws IOException {
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        while (end == StreamFormat.NONE) {
            int count = current.read(target, offset, length);
            if (count >= 0) {
                return count;
            }
            long streamEnd = currentEnd.getAsLong();
            current.close();
            long next = format.next(view, streamEnd);
            if (next == StreamFormat.NONE) {
                end = streamEnd;
            } else {
                current = open(next);
            }
        }
        return -1;
    }

    @Override
    public void close() throws IOException {
        current.close();
    }
}
