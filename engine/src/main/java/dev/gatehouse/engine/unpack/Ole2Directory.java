package dev.gatehouse.engine.unpack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The directory of a compound file: entries in an array that are a tree of trees as well. Each entry is read when it is
 * wanted; what is kept is which storage each lies in.
 */
final class Ole2Directory {

    private static final int DEEPEST_PATH = 64;
    private static final int MOST_LANDMARKS = 100_000;
    private static final long LOW_32_BITS = 0xffffffffL;

    private final Ole2Sectors sectors;
    private final ByteView view;
    private final int[] chain;
    private final boolean longSizes;
    private final int[] parents;
    private final Map<Integer, Integer> macroDirectories = new HashMap<>();
    private final Map<Integer, Integer> fileNames = new HashMap<>();

    /**
     * Reads the tree.
     *
     * @param longSizes whether sizes are of 64 bits
     */
    Ole2Directory(Ole2Sectors sectors, ByteView view, long first, boolean longSizes, PartSink sink) throws IOException {
        this.sectors = sectors;
        this.view = view;
        this.longSizes = longSizes;
        this.chain = sectors.chain(first);
        long count = (long) chain.length * sectors.sectorBytes() / Ole2Entry.BYTES;
        DecoderMemory.require(8 * count, sink);
        this.parents = new int[(int) count];
        Arrays.fill(parents, -1);
        climb(sink);
        landmarks(sink);
    }

    int size() {
        return parents.length;
    }

    Ole2Entry entry(int index) throws IOException {
        long offset = (long) index * Ole2Entry.BYTES;
        long at = sectors.position(Integer.toUnsignedLong(chain[(int) (offset / sectors.sectorBytes())]))
                + offset % sectors.sectorBytes();
        int nameBytes = Math.clamp(view.u16le(at + 64), 2, 64) - 2;
        String name = MsiNames.unpacked(view.text(at, nameBytes & ~1, StandardCharsets.UTF_16LE));
        long size = view.u64le(at + 120);
        return new Ole2Entry(
                index,
                name,
                view.u8(at + 66),
                view.u32le(at + 68),
                view.u32le(at + 72),
                view.u32le(at + 76),
                view.u32le(at + 116),
                longSizes ? Math.max(0, size) : size & LOW_32_BITS);
    }

    /** The storage that an entry lies in; -1 where no tree leads to it. */
    int parent(int index) {
        return parents[index];
    }

    /** The path of what lies in a storage under this name; entries that no tree leads to are orphans. */
    String path(int parent, String name) throws IOException {
        StringBuilder path = new StringBuilder(name);
        int at = parent;
        if (at < 0) {
            return path.insert(0, "orphan/").toString();
        }
        for (int depth = 0; at > 0 && depth < DEEPEST_PATH; depth++) {
            path.insert(0, '/').insert(0, entry(at).name());
            at = parents[at];
        }
        return path.toString();
    }

    /** The stream that lists the macros of a storage. */
    OptionalInt macroDirectory(int storage) {
        Integer found = macroDirectories.get(storage);
        return found == null ? OptionalInt.empty() : OptionalInt.of(found);
    }

    /** The stream that gives the file name of a mail's attachment, whose storage this is. */
    OptionalInt fileName(int storage) {
        Integer found = fileNames.get(storage);
        return found == null ? OptionalInt.empty() : OptionalInt.of(found);
    }

    private void climb(PartSink sink) throws IOException {
        if (parents.length == 0) {
            throw Fault.malformed("the directory is empty");
        }
        int[] waiting = new int[parents.length];
        int length = 0;
        parents[0] = 0;
        waiting[length++] = 0;
        while (length > 0) {
            int index = waiting[--length];
            Ole2Entry entry;
            try {
                entry = entry(index);
            } catch (StopUnpacking e) {
                throw e;
            } catch (IOException e) {
                sink.reason(Faults.reasonOf(e));
                continue;
            }
            long[] others = {entry.left(), entry.right(), entry.holdsOthers() ? entry.child() : -1};
            for (int i = 0; i < others.length; i++) {
                if (others[i] > 0 && others[i] < parents.length && parents[(int) others[i]] < 0) {
                    parents[(int) others[i]] = i == 2 ? index : parents[index];
                    waiting[length++] = (int) others[i];
                }
            }
        }
    }

    private void landmarks(PartSink sink) throws IOException {
        for (int i = 1; i < parents.length; i++) {
            Ole2Entry entry;
            try {
                entry = entry(i);
            } catch (StopUnpacking e) {
                throw e;
            } catch (IOException e) {
                sink.reason(Faults.reasonOf(e));
                return;
            }
            if (!entry.isStream() || parents[i] < 0) {
                continue;
            }
            String name = entry.name().toLowerCase(Locale.ROOT);
            if (name.equals("dir")) {
                macroDirectories.put(parents[i], i);
            } else if (name.startsWith(OutlookStreams.LONG_FILE_NAME)) {
                fileNames.put(parents[i], i);
            } else if (name.startsWith(OutlookStreams.SHORT_FILE_NAME)) {
                fileNames.putIfAbsent(parents[i], i);
            }
            DecoderMemory.requireFewer(macroDirectories.size() + fileNames.size(), MOST_LANDMARKS);
        }
    }
}
