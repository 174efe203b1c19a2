package dev.gatehouse.engine.unpack;

import dev.gatehouse.engine.content.Content;
import dev.gatehouse.engine.type.ArchiveStart;
import dev.gatehouse.spi.ContentType;
import dev.gatehouse.spi.Reason;
import dev.gatehouse.spi.ReasonCode;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;

/**
 * ARJ, at the first byte or behind the program that unpacks it, then whatever trails it. Commons Compress opens stored
 * members only, so the decoders are ours. ARJ technical note, "ARJ archive file header structure".
 */
final class ArjUnpacker implements Unpacker {

    private static final int GARBLED = 0x01;
    private static final int CONTINUED_IN_NEXT = 0x04;
    private static final int CONTINUED_FROM_LAST = 0x08;

    @Override
    public Set<ContentType> opens() {
        return Set.of(ContentType.ARJ);
    }

    @Override
    public void unpack(Content content, PartSink sink) throws IOException {
        ByteView view = new ByteView(content, sink.deadline());
        long start = ArchiveStart.arj(content).orElseThrow(() -> Fault.malformed("no ARJ header"));
        ArjHeader archive = ArjHeader.read(view, start);
        long at = archive.end();
        while (true) {
            ArjHeader header;
            try {
                header = ArjHeader.read(view, at);
            } catch (EOFException _) {
                throw Fault.truncated("the ARJ archive has no end mark");
            }
            if (header.last()) {
                JoinedStreams.trailing(view, header.end(), sink);
                return;
            }
            if (!header.folderOrLabel()) {
                member(content, header, sink);
            }
            at = header.end() + header.compressedBytes();
        }
    }

    private static void member(Content content, ArjHeader header, PartSink sink) throws IOException {
        Member member = Member.sized(header.name(), header.bytes());
        if ((header.flags() & GARBLED) != 0) {
            sink.unreadable(member, new Reason(ReasonCode.ENCRYPTED, ""));
            return;
        }
        boolean split = (header.flags() & (CONTINUED_IN_NEXT | CONTINUED_FROM_LAST)) != 0;
        if (split) {
            sink.reason(new Reason(ReasonCode.MULTI_VOLUME, "a member goes on in another volume"));
        }
        long data = header.end();
        long end = data + header.compressedBytes();
        switch (header.method()) {
            case 0 -> sink.slice(member, data, header.compressedBytes());
            case 1, 2, 3 ->
                decoded(
                        member,
                        header,
                        () -> new DecodedStream(
                                new ArjHuffman(new SourceStream(content, data, end, sink.deadline()), header.bytes())),
                        sink);
            case 4 ->
                decoded(
                        member,
                        header,
                        () -> new DecodedStream(
                                new ArjFastest(new SourceStream(content, data, end, sink.deadline()), header.bytes())),
                        sink);
            default -> sink.unreadable(member, new Reason(ReasonCode.UNSUPPORTED, "ARJ method " + header.method()));
        }
    }

    private static void decoded(Member member, ArjHeader header, SalvagingStream.Opener opener, PartSink sink)
            throws IOException {
        try (InputStream bytes = new CheckedStream(new SalvagingStream(opener), header.crc())) {
            sink.part(member, bytes);
        }
    }
}
