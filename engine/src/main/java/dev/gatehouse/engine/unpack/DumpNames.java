package dev.gatehouse.engine.unpack;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** The paths of a dump's inodes, as its folders tell them. */
final class DumpNames {

    private static final int MOST_NAMES = 1 << 20;
    private static final int MOST_FOLDER_BYTES = 16 << 20;
    private static final int ENTRY_BYTES = 8;
    private static final int DEEPEST = 64;

    private record Entry(int folder, String name) {}

    private final Map<Integer, Entry> entries = new HashMap<>();

    /** Reads a folder: entries of inode, length, type, length of the name, and the name. */
    void add(int folder, InputStream bytes, ByteOrder order) throws IOException {
        byte[] data = bytes.readNBytes(MOST_FOLDER_BYTES);
        ByteBuffer fields = ByteBuffer.wrap(data).order(order);
        int at = 0;
        while (at + ENTRY_BYTES <= data.length) {
            int inode = fields.getInt(at);
            int length = fields.getShort(at + 4) & 0xffff;
            int nameBytes = fields.get(at + 7) & 0xff;
            if (length < ENTRY_BYTES || at + ENTRY_BYTES + nameBytes > data.length) {
                return;
            }
            String name = Names.decode(Arrays.copyOfRange(data, at + ENTRY_BYTES, at + ENTRY_BYTES + nameBytes));
            if (inode != 0 && !name.equals(".") && !name.equals("..") && entries.size() < MOST_NAMES) {
                entries.putIfAbsent(inode, new Entry(folder, name));
            }
            at += length;
        }
    }

    /** The path of an inode from the dump's root; its number if no folder names it. */
    String path(int inode) {
        Entry entry = entries.get(inode);
        if (entry == null) {
            return "inode " + Integer.toUnsignedString(inode);
        }
        StringBuilder path = new StringBuilder(entry.name);
        for (int depth = 0; depth < DEEPEST; depth++) {
            entry = entries.get(entry.folder);
            if (entry == null) {
                break;
            }
            path.insert(0, '/').insert(0, entry.name);
        }
        return path.toString();
    }
}
