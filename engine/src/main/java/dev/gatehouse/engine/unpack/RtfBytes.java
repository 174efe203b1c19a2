package dev.gatehouse.engine.unpack;

import java.io.IOException;
import java.io.InputStream;

/**
 * The bytes of a group: pairs of hexadecimal digits, whatever stands between them, and raw bytes behind {@code \bin}.
 * Groups within count, unless they begin with {@code \*}, which tells a reader to pass over what it does not know.
 */
final class RtfBytes implements DecodedStream.Decoder {

    private final ByteView view;
    private long at;
    private int depth;
    private long rawLeft;

    private RtfBytes(ByteView view, long start) {
        this.view = view;
        this.at = start;
    }

    /** From behind the control word that says what the bytes are. */
    static InputStream of(ByteView view, long start) {
        return new DecodedStream(new RtfBytes(view, start));
    }

    @Override
    public int next() throws IOException {
        int high = -1;
        while (at < view.size() && depth >= 0) {
            if (rawLeft > 0) {
                rawLeft--;
                return view.u8(at++);
            }
            int next = view.u8(at);
            if (next == '\\') {
                control();
                continue;
            }
            at++;
            if (next == '{') {
                depth++;
                if (view.has(at, "\\*")) {
                    skipGroup();
                }
            } else if (next == '}') {
                depth--;
            } else {
                int digit = PdfReader.hex(next);
                if (digit >= 0 && high >= 0) {
                    return high << 4 | digit;
                }
                high = digit >= 0 ? digit : high;
            }
        }
        return -1;
    }

    private void control() throws IOException {
        RtfWord word = RtfWord.read(view, at);
        at = word.end();
        if (word.name().equalsIgnoreCase("bin") && word.number() > 0) {
            rawLeft = Math.min(word.number(), view.size() - at);
        }
    }

    private void skipGroup() throws IOException {
        int outer = depth - 1;
        while (at < view.size() && depth > outer) {
            int next = view.u8(at);
            if (next == '\\') {
                control();
                at += rawLeft;
                rawLeft = 0;
                continue;
            }
            depth += next == '{' ? 1 : next == '}' ? -1 : 0;
            at++;
        }
    }
}
