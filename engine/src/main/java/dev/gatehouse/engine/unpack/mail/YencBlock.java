package dev.gatehouse.engine.unpack.mail;

import dev.gatehouse.spi.Reason;
import dev.gatehouse.spi.ReasonCode;
import java.io.IOException;
import java.util.zip.CRC32;

/**
 * A yEnc block: bytes plus 42, with an equals sign before those that text cannot hold, which are another 64 further.
 * {@code =yend} tells their number and their CRC-32. The yEnc draft, version 1.3.
 */
final class YencBlock implements BlockBytes.Lines {

    private static final int SHIFT = 42;
    private static final int ESCAPED_SHIFT = 64;

    private final LineInput lines;
    private final boolean part;
    private final CRC32 crc = new CRC32();
    private boolean escaped;

    private YencBlock(LineInput lines, boolean part) {
        this.lines = lines;
        this.part = part;
    }

    /** Reads the block whose first line is the current one. */
    static void read(LineInput lines, TextBlocks.Files files) throws IOException {
        String begin = lines.latin();
        boolean part = !TextBlocks.value(begin, "part").isEmpty();
        String total = TextBlocks.value(begin, "total");
        String size = TextBlocks.value(begin, "size");
        boolean whole = !part;
        if (part && lines.line()) {
            if (lines.has("=ypart ")) {
                String range = lines.latin();
                whole = TextBlocks.value(range, "begin").equals("1")
                        && TextBlocks.value(range, "end").equals(size);
            } else {
                whole = total.equals("1");
                lines.again();
            }
        }
        if (!whole) {
            files.reason(new Reason(ReasonCode.MULTI_VOLUME, "a yEnc block is one of several parts of a file"));
        }
        TextBlocks.file(TextBlocks.value(begin, "name"), new BlockBytes(new YencBlock(lines, part)), files);
    }

    @Override
    public boolean decode(BlockBytes into) throws IOException {
        if (!lines.line()) {
            return false;
        }
        if (lines.has("=yend")) {
            check(lines.latin() + ' ');
            return false;
        }
        if (BlockSigns.begins(lines.bytes(), lines.start(), lines.end())) {
            lines.again();
            return false;
        }
        byte[] bytes = lines.bytes();
        int from = lines.start();
        if (from + 1 < lines.end() && bytes[from] == '.' && bytes[from + 1] == '.') {
            from++; // news servers double a dot at a line's start
        }
        for (int at = from; at < lines.end(); at++) {
            int value = bytes[at];
            if (value == '=' && !escaped) {
                escaped = true;
                continue;
            }
            int decoded = value - SHIFT - (escaped ? ESCAPED_SHIFT : 0);
            escaped = false;
            crc.update(decoded & 0xff);
            into.put(decoded);
        }
        return true;
    }

    private void check(String end) throws IOException {
        String declared = TextBlocks.value(end, part ? "pcrc32" : "crc32");
        if (declared.isEmpty()) {
            return;
        }
        long expected;
        try {
            expected = Long.parseLong(declared, 16);
        } catch (NumberFormatException e) {
            return; // no number to hold it against
        }
        if ((expected & 0xffffffffL) != crc.getValue()) {
            throw new IOException("CRC-32 is %08x, declared is %s".formatted(crc.getValue(), declared));
        }
    }
}
