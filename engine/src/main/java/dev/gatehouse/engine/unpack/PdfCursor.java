package dev.gatehouse.engine.unpack;

import java.io.IOException;

/** The bytes of a content from a position on. */
final class PdfCursor implements PdfBytes {

    private final ByteView view;
    private long at;

    PdfCursor(ByteView view, long start) {
        this.view = view;
        this.at = start;
    }

    @Override
    public int next() throws IOException {
        return at < view.size() ? view.u8(at++) : -1;
    }
}
