package dev.gatehouse.engine.unpack;

import dev.gatehouse.engine.content.Content;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Where the objects of a PDF begin, found by their keyword wherever it stands: in the file's tables or in none, replaced
 * by a later one or not, within another object's stream. Tables are not asked, as they are what lies. 8 bytes of memory
 * an object.
 */
final class PdfIndex {

    private static final int CHUNK_BYTES = 32 << 10;
    private static final int LONGEST_MARK = 10;
    private static final int MOST_TRAILERS = 64;
    private static final String OBJECT = "obj";
    private static final String TRAILER = "trailer";
    private static final String TABLE = "startxref";
    private static final String END = "%%EOF";

    private final PartSink sink;
    private long[] objects = new long[64];
    private int count;
    private final List<Long> trailers = new ArrayList<>();
    private boolean tableTold;
    private long end = -1;

    /**
     * Reads all of the content.
     *
     * @throws IOException if it cannot be read, or there are more objects than memory allows
     */
    PdfIndex(Content content, PartSink sink) throws IOException {
        this.sink = sink;
        SourceStream stream = new SourceStream(content, 0, content.size(), sink.deadline());
        byte[] chunk = new byte[CHUNK_BYTES];
        int kept = 0;
        long start = 0;
        while (true) {
            int filled = stream.read(chunk, kept, chunk.length - kept);
            if (filled < 0) {
                return;
            }
            int length = kept + filled;
            for (int i = kept; i < length; i++) {
                byte last = chunk[i];
                if (last == 'j' || last == 'r' || last == 'f' || last == 'F') {
                    note(chunk, i + 1, start + i + 1);
                }
            }
            kept = Math.min(LONGEST_MARK, length);
            System.arraycopy(chunk, length - kept, chunk, 0, kept);
            start += length - kept;
        }
    }

    private void note(byte[] chunk, int after, long position) throws IOException {
        if (ends(chunk, after, OBJECT)) {
            // "endobj" has a letter before it
            int before = after == OBJECT.length() ? ' ' : chunk[after - OBJECT.length() - 1];
            if (PdfReader.isSpace(before) || (before >= '0' && before <= '9')) {
                add(position);
            }
        } else if (ends(chunk, after, TRAILER)) {
            if (trailers.size() == MOST_TRAILERS) {
                trailers.removeFirst(); // the last ones count
            }
            trailers.add(position);
        } else if (ends(chunk, after, TABLE)) {
            tableTold = true;
        } else if (ends(chunk, after, END)) {
            end = position;
        }
    }

    private static boolean ends(byte[] chunk, int after, String mark) {
        int start = after - mark.length();
        if (start < 0) {
            return false;
        }
        for (int i = mark.length() - 1; i >= 0; i--) {
            if (chunk[start + i] != mark.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private void add(long position) throws Fault {
        if (count == objects.length) {
            DecoderMemory.require(16L * count, sink);
            objects = Arrays.copyOf(objects, 2 * count);
        }
        objects[count++] = position;
    }

    int size() {
        return count;
    }

    /** Where an object begins, behind its keyword. */
    long object(int index) {
        return objects[index];
    }

    /** Behind the keyword of each trailer; the last ones if there are many. */
    List<Long> trailers() {
        return trailers;
    }

    /** Whether the file says where its table is. */
    boolean tableTold() {
        return tableTold;
    }

    /** Behind the last end mark; -1 if there is none. */
    long end() {
        return end;
    }
}
