package dev.gatehouse.engine.unpack.mail;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A BinHex 4.0 block: letters of six bits between colons, runs of equal bytes shortened, and in it a header, a data fork
 * and a resource fork, each with a CRC. RFC 1741, appendix A.
 */
final class BinHexBlock {

    private static final String ALPHABET = "!\"#$%&'()*+,-012345689@ABCDEFGHIJKLMNPQRSTUVXYZ[`abcdefhijklmpqr";
    private static final byte[] VALUES = new byte[256];
    private static final int RUN = 0x90;
    private static final int POLYNOMIAL = 0x1021;

    /** Behind the name: version, type, creator, flags, the lengths of both forks. */
    private static final int HEADER_BYTES = 1 + 4 + 4 + 2 + 4 + 4;

    static {
        Arrays.fill(VALUES, (byte) -1);
        for (int i = 0; i < ALPHABET.length(); i++) {
            VALUES[ALPHABET.charAt(i)] = (byte) i;
        }
    }

    private final LineInput lines;
    private int at;
    private int end;
    private boolean begun;
    private boolean cut;
    private int bits;
    private int bitCount;
    private int last;
    private int repeats;
    private int crc;

    private BinHexBlock(LineInput lines) {
        this.lines = lines;
    }

    /** Reads the block that follows the current line. */
    static void read(LineInput lines, TextBlocks.Files files) throws IOException {
        new BinHexBlock(lines).read(files);
    }

    private void read(TextBlocks.Files files) throws IOException {
        byte[] name;
        byte[] header;
        try {
            name = bytes(next());
            header = bytes(HEADER_BYTES);
            checkCrc("the header");
        } catch (EOFException e) {
            return; // text about BinHex, without any
        } catch (IOException e) {
            files.file("", failing(e));
            return;
        }
        String title = new String(name, StandardCharsets.ISO_8859_1);
        fork(title, u32(header, 11), files);
        if (!cut) {
            fork(title + "/rsrc", u32(header, 15), files);
        }
    }

    private void fork(String name, long length, TextBlocks.Files files) throws IOException {
        crc = 0;
        Fork fork = new Fork(length);
        if (length > 0) {
            TextBlocks.file(name, new BlockBytes(fork), files);
            return;
        }
        IOException failure;
        try {
            checkCrc("a fork");
            return;
        } catch (IOException e) {
            failure = e;
        }
        files.file(name, failing(failure));
    }

    private static BlockBytes failing(IOException failure) {
        return new BlockBytes(_ -> {
            throw failure;
        });
    }

    /** The bytes of one fork, then its CRC. */
    private final class Fork implements BlockBytes.Lines {

        private static final int PIECE_BYTES = 512;

        private long left;

        Fork(long length) {
            this.left = length;
        }

        @Override
        public boolean decode(BlockBytes into) throws IOException {
            if (left == 0) {
                checkCrc("a fork");
                return false;
            }
            for (int i = 0; i < PIECE_BYTES && left > 0; i++) {
                try {
                    into.put(next());
                } catch (EOFException e) {
                    cut = true;
                    if (i > 0) {
                        return true; // it fails again, behind these
                    }
                    throw e;
                }
                left--;
            }
            return true;
        }
    }

    private void checkCrc(String what) throws IOException {
        int counted = crc;
        int declared = next() << 8 | next();
        if (counted != declared) {
            throw new IOException("CRC of %s is %04x, declared is %04x".formatted(what, counted, declared));
        }
    }

    private byte[] bytes(int count) throws IOException {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) next();
        }
        return bytes;
    }

    private static long u32(byte[] bytes, int from) {
        return (bytes[from] & 0xffL) << 24
                | (bytes[from + 1] & 0xff) << 16
                | (bytes[from + 2] & 0xff) << 8
                | (bytes[from + 3] & 0xff);
    }

    /** The next byte, runs drawn out. */
    private int next() throws IOException {
        int value;
        if (repeats > 0) {
            repeats--;
            value = last;
        } else {
            value = packed();
            if (value == RUN) {
                int count = packed();
                if (count == 0) {
                    last = RUN;
                    value = RUN;
                } else {
                    repeats = Math.max(0, count - 2);
                    value = last;
                    if (count == 1) {
                        return next();
                    }
                }
            } else {
                last = value;
            }
        }
        crc ^= value << 8;
        for (int i = 0; i < 8; i++) {
            crc = (crc & 0x8000) == 0 ? crc << 1 : crc << 1 ^ POLYNOMIAL;
        }
        crc &= 0xffff;
        return value;
    }

    private int packed() throws IOException {
        while (bitCount < 8) {
            bits = bits << 6 | letter();
            bitCount += 6;
        }
        bitCount -= 8;
        int value = bits >>> bitCount & 0xff;
        bits &= (1 << bitCount) - 1;
        return value;
    }

    private int letter() throws IOException {
        while (true) {
            while (at == end) {
                if (!lines.line()) {
                    throw new EOFException();
                }
                at = lines.start();
                end = lines.end();
            }
            int value = lines.bytes()[at++] & 0xff;
            if (value == ':') {
                if (begun) {
                    throw new EOFException();
                }
                begun = true;
            } else if (begun && VALUES[value] >= 0) {
                return VALUES[value];
            }
        }
    }
}
