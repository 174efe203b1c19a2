package dev.gatehouse.engine.unpack;

import java.io.IOException;
import java.io.InputStream;

/** The filters that put bytes in other words: hexadecimal, base 85, run lengths. ISO 32000-1, 7.4.2, 7.4.3, 7.4.5. */
final class PdfText {

    private PdfText() {}

    static InputStream hexadecimal(InputStream text) {
        return new DecodedStream(() -> {
            int high = digit(text);
            if (high < 0) {
                return -1;
            }
            int low = digit(text);
            return high << 4 | Math.max(0, low);
        });
    }

    private static int digit(InputStream text) throws IOException {
        for (int next = text.read(); next >= 0 && next != '>'; next = text.read()) {
            int digit = PdfReader.hex(next);
            if (digit >= 0) {
                return digit;
            }
        }
        return -1;
    }

    static InputStream base85(InputStream text) {
        return new DecodedStream(new Base85(text));
    }

    static InputStream runs(InputStream packed) {
        return new DecodedStream(new Runs(packed));
    }

    private static final class Base85 implements DecodedStream.Decoder {

        private final InputStream text;
        private long group;
        private int left;
        private boolean ended;

        Base85(InputStream text) {
            this.text = text;
        }

        @Override
        public int next() throws IOException {
            if (left == 0 && !fill()) {
                return -1;
            }
            left--;
            int value = (int) (group >> 24) & 0xff;
            group = group << 8 & 0xffffffffL;
            return value;
        }

        private boolean fill() throws IOException {
            int count = 0;
            group = 0;
            while (!ended && count < 5) {
                int next = text.read();
                if (next < 0 || next == '~') {
                    ended = true;
                } else if (next == 'z' && count == 0) {
                    left = 4;
                    return true;
                } else if (next >= '!' && next <= 'u') {
                    group = group * 85 + next - '!';
                    count++;
                }
            }
            for (int i = count; i < 5; i++) {
                group = group * 85 + 84;
            }
            group &= 0xffffffffL;
            left = Math.max(0, count - 1);
            return left > 0;
        }
    }

    private static final class Runs implements DecodedStream.Decoder {

        private static final int END = 128;

        private final InputStream packed;
        private int left;
        private boolean repeats;
        private int value;

        Runs(InputStream packed) {
            this.packed = packed;
        }

        @Override
        public int next() throws IOException {
            if (left == 0) {
                int length = packed.read();
                if (length < 0 || length == END) {
                    return -1;
                }
                repeats = length > END;
                left = repeats ? 257 - length : length + 1;
                value = repeats ? packed.read() : 0;
            }
            left--;
            return repeats ? value : packed.read();
        }
    }
}
