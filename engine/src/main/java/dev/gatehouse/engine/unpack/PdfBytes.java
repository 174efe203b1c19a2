package dev.gatehouse.engine.unpack;

import java.io.IOException;

/** Where a reader of objects takes its bytes from, one after the other. */
interface PdfBytes {

    /** The next byte, 0 to 255, or -1 at the end. */
    int next() throws IOException;
}
