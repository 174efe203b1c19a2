package dev.gatehouse.signatures.oracle;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Builds the resources of a Windows program that has nothing but version information. */
final class VersionResource {

    private static final int TREE = 24 + 24 + 24 + 16;

    private VersionResource() {}

    /** A resource section for an address: a tree of three levels, then the version information with these strings. */
    static byte[] section(int address, Map<String, String> strings) {
        byte[] information = information(strings);
        byte[] bytes = new byte[TREE + information.length];
        ByteBuffer out = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        directory(out, 16, 24 | 0x80000000);
        directory(out, 1, 48 | 0x80000000);
        directory(out, 0x409, 72);
        out.putInt(address + TREE).putInt(information.length).putInt(0).putInt(0);
        out.put(information);
        return bytes;
    }

    private static void directory(ByteBuffer out, int id, int next) {
        out.putInt(0)
                .putInt(0)
                .putInt(0)
                .putShort((short) 0)
                .putShort((short) 1)
                .putInt(id)
                .putInt(next);
    }

    private static byte[] information(Map<String, String> strings) {
        ByteBuffer table = buffer();
        header(table, 0, "040904b0");
        align(table);
        strings.forEach((key, value) -> {
            int start = table.position();
            header(table, value.isEmpty() ? 0 : value.length() + 1, key);
            align(table);
            if (!value.isEmpty()) {
                table.put(utf16(value + "\0"));
            }
            table.putShort(start, (short) (table.position() - start));
            align(table);
        });
        table.putShort(0, (short) table.position());

        ByteBuffer all = buffer();
        header(all, 0x34, "VS_VERSION_INFO");
        align(all);
        all.putInt(0xfeef04bd).position(all.position() + 0x30);
        int children = all.position();
        header(all, 0, "StringFileInfo");
        align(all);
        all.put(content(table));
        all.putShort(children, (short) (all.position() - children));
        all.putShort(0, (short) all.position());
        return content(all);
    }

    private static byte[] content(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.position()];
        buffer.get(0, bytes);
        return bytes;
    }

    private static ByteBuffer buffer() {
        return ByteBuffer.allocate(2000).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static void header(ByteBuffer out, int valueLength, String key) {
        out.putShort((short) 0)
                .putShort((short) valueLength)
                .putShort((short) 1)
                .put(utf16(key + "\0"));
    }

    private static void align(ByteBuffer out) {
        out.position((out.position() + 3) & ~3);
    }

    private static byte[] utf16(String text) {
        return text.getBytes(StandardCharsets.UTF_16LE);
    }
}
