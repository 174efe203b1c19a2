package dev.gatehouse.engine.unpack;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** What is embedded in a presentation: compound files, macros among them, in records of its main stream. [MS-PPT] 2.10.34. */
final class PowerPointObjects {

    private static final int STORAGE = 0x1011;
    private static final int CONTAINER = 0xf;

    private PowerPointObjects() {}

    static void give(String names, InputStream document, PartSink sink) throws IOException {
        InputStream stream = new BufferedInputStream(document);
        int number = 0;
        for (int first = stream.read(); first >= 0; first = stream.read()) {
            int version = first | required(stream) << 8;
            int type = required(stream) | required(stream) << 8;
            long length = PackagedFile.u32(stream);
            if ((version & 0xf) == CONTAINER) {
                continue; // its records follow
            }
            BoundedStream record = new BoundedStream(stream, length);
            if (type == STORAGE) {
                object(names + number++, version >> 4, record, sink);
            }
            record.finish();
        }
    }

    private static void object(String name, int instance, BoundedStream record, PartSink sink) throws IOException {
        if (instance == 0) {
            sink.part(Member.named(name), record);
            return;
        }
        Member member = Member.sized(name, PackagedFile.u32(record));
        try (InflatedStream inflated = new InflatedStream(record)) {
            sink.part(member, inflated);
        }
    }

    private static int required(InputStream stream) throws IOException {
        int next = stream.read();
        if (next < 0) {
            throw new EOFException();
        }
        return next;
    }
}
