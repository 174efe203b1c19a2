package dev.gatehouse.engine.unpack;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.poi.poifs.filesystem.DirectoryEntry;

/** A project of one macro, as Office would write it, but for the compiled code. */
final class Macros {

    private static final int CODE_BYTES = 100;
    private static final int CHUNK_BYTES = 3600;

    private Macros() {}

    /** Puts a project whose only module has this source into a folder named VBA. */
    static void write(DirectoryEntry parent, String source) throws IOException {
        DirectoryEntry vba = parent.createDirectory("VBA");
        byte[] compressed =
                compress(("Attribute VB_Name = \"Module1\"\r\n" + source).getBytes(StandardCharsets.US_ASCII));
        byte[] module = Samples.concat(Samples.random(CODE_BYTES), compressed);
        vba.createDocument("Module1", new ByteArrayInputStream(module));
        vba.createDocument("_VBA_PROJECT", new ByteArrayInputStream(new byte[] {(byte) 0xcc, 0x61, -1, -1, 0, 0, 0}));
        byte[] list = new BytesOut()
                .u16(1)
                .u32(4)
                .u32(1) // the system
                .u16(3)
                .u32(2)
                .u16(1252) // the code page
                .u16(9)
                .u32(4)
                .u32(1)
                .u16(2) // the version, whose length is not counted
                .u16(0x0f)
                .u32(2)
                .u16(1)
                .u16(0x19)
                .u32(7)
                .text("Module1")
                .u16(0x1a)
                .u32(7)
                .text("Module1")
                .u16(0x32)
                .u32(14)
                .bytes("Module1".getBytes(StandardCharsets.UTF_16LE))
                .u16(0x31)
                .u32(4)
                .u32(CODE_BYTES)
                .u16(0x21)
                .u32(0)
                .u16(0x2b)
                .u32(0)
                .u16(0x10)
                .u32(0)
                .done();
        vba.createDocument("dir", new ByteArrayInputStream(compress(list)));
    }

    /** The compression of [MS-OVBA] without a single copy: flag bytes of zero, then eight bytes each. */
    static byte[] compress(byte[] plain) {
        BytesOut out = new BytesOut().u8(1);
        for (int at = 0; at < plain.length; at += CHUNK_BYTES) {
            byte[] chunk = Arrays.copyOfRange(plain, at, Math.min(plain.length, at + CHUNK_BYTES));
            BytesOut tokens = new BytesOut();
            for (int i = 0; i < chunk.length; i += 8) {
                tokens.u8(0).bytes(Arrays.copyOfRange(chunk, i, Math.min(chunk.length, i + 8)));
            }
            out.u16(tokens.size() - 1 | 0xb000).bytes(tokens.done());
        }
        return out.done();
    }
}
