package dev.gatehouse.engine.unpack;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * The head of a file that was dropped into a document as an icon: its label, its path, the path of a temporary copy,
 * then its length and its bytes. Known from practice; [MS-OLEDS] 2.3.6 leaves the data open.
 *
 * @param name the file's own name
 * @param bytes how long it is
 */
record PackagedFile(String name, long bytes) {

    private static final int LONGEST_NAME = 1024;
    private static final int VERSION = 2;

    /**
     * Reads the head behind the length of the whole, and leaves the stream at the file's first byte.
     *
     * @throws IOException if it is none
     */
    static PackagedFile read(InputStream stream) throws IOException {
        if (u16(stream) != VERSION) {
            throw Fault.malformed("not a packaged file");
        }
        String label = name(stream);
        String path = name(stream);
        u32(stream); // two flags that say what the package is
        stream.skipNBytes(u32(stream)); // the temporary path
        long bytes = u32(stream);
        String name = path.substring(Math.max(path.lastIndexOf('\\'), path.lastIndexOf('/')) + 1);
        return new PackagedFile(name.isEmpty() ? label : name, bytes);
    }

    static long u32(InputStream stream) throws IOException {
        return u16(stream) | (long) u16(stream) << 16;
    }

    private static int u16(InputStream stream) throws IOException {
        int low = stream.read();
        int high = stream.read();
        if (high < 0) {
            throw new EOFException();
        }
        return low | high << 8;
    }

    private static String name(InputStream stream) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int next = stream.read(); next != 0; next = stream.read()) {
            if (next < 0) {
                throw new EOFException();
            }
            if (bytes.size() == LONGEST_NAME) {
                throw Fault.malformed("a packaged file whose name has no end");
            }
            bytes.write(next);
        }
        return Names.decode(bytes.toByteArray());
    }
}
