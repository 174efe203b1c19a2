package dev.gatehouse.engine.unpack;

import dev.gatehouse.engine.content.Content;
import dev.gatehouse.spi.ContentType;
import dev.gatehouse.spi.Reason;
import dev.gatehouse.spi.ReasonCode;
import java.io.IOException;
import java.util.Set;

/**
 * PDF: each stream through its filters, each script. Objects are found by reading all of the file, as its tables may
 * lie, may be damaged, and show one version of a document only. Three times over: for what lies where, for names and
 * scripts, which also stand within streams of objects, then for the streams.
 */
final class PdfUnpacker implements Unpacker {

    private static final String HEADER = "%PDF-";

    @Override
    public Set<ContentType> opens() {
        return Set.of(ContentType.PDF);
    }

    @Override
    public void unpack(Content content, PartSink sink) throws IOException {
        ByteView view = new ByteView(content, sink.deadline());
        PdfIndex index = new PdfIndex(content, sink);
        if (index.size() == 0) {
            if (view.has(0, HEADER)) {
                throw Fault.malformed("a PDF without objects");
            }
            return; // a text that tells of PDF
        }
        if (!index.tableTold()) {
            sink.reason(new Reason(ReasonCode.TRUNCATED, "the PDF does not say where its table is"));
        }
        new PdfParts(content, view, index, sink).give();
        if (index.end() >= 0) {
            trailing(view, index.end(), sink);
        }
    }

    private static void trailing(ByteView view, long end, PartSink sink) throws IOException {
        long at = end;
        while (at < view.size() && PdfReader.isSpace(view.u8(at))) {
            at++;
        }
        JoinedStreams.trailing(view, at, sink);
    }
}
