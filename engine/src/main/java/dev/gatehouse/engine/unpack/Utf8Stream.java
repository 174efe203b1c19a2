package dev.gatehouse.engine.unpack;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** UTF-16 in little-endian order as UTF-8, which is what signatures for texts and scripts are written in. */
final class Utf8Stream implements DecodedStream.Decoder {

    private final InputStream units;
    private byte[] pending = {};
    private int next;

    private Utf8Stream(InputStream units) {
        this.units = units;
    }

    static InputStream of(InputStream littleEndian) {
        return new DecodedStream(new Utf8Stream(littleEndian));
    }

    @Override
    public int next() throws IOException {
        if (next == pending.length) {
            int unit = unit();
            if (unit < 0) {
                return -1;
            }
            if (unit < 0x80) {
                return unit;
            }
            int low = Character.isHighSurrogate((char) unit) ? unit() : -1;
            String text = low < 0 ? String.valueOf((char) unit) : "" + (char) unit + (char) low;
            pending = text.getBytes(StandardCharsets.UTF_8);
            next = 0;
        }
        return pending[next++] & 0xff;
    }

    private int unit() throws IOException {
        int low = units.read();
        int high = low < 0 ? -1 : units.read();
        return high < 0 ? -1 : low | high << 8;
    }
}
