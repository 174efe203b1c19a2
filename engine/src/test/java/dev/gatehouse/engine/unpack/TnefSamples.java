package dev.gatehouse.engine.unpack;

import java.nio.charset.StandardCharsets;

/** TNEF by hand: nothing free writes it. */
final class TnefSamples {

    private static final int MESSAGE = 1;
    private static final int ATTACHMENT = 2;

    private TnefSamples() {}

    static BytesOut begin() {
        return new BytesOut().u32(0x223E9F78L).u16(1);
    }

    static BytesOut attribute(BytesOut out, int level, int id, int type, byte[] data) {
        int sum = 0;
        for (byte each : data) {
            sum += each & 0xff;
        }
        return out.u8(level).u16(id).u16(type).u32(data.length).bytes(data).u16(sum);
    }

    /** An attachment whose long name comes behind its data, as Outlook writes it. */
    static byte[] attachment(String name, byte[] file) {
        BytesOut out = begin();
        attribute(out, MESSAGE, 0x9006, 8, new BytesOut().u32(0x10000).done());
        attribute(out, ATTACHMENT, 0x9002, 6, new byte[14]);
        attribute(out, ATTACHMENT, 0x8010, 1, "SHORT~1.NAM\0".getBytes(StandardCharsets.US_ASCII));
        attribute(out, ATTACHMENT, 0x800f, 6, file);
        byte[] longName = (name + "\0").getBytes(StandardCharsets.UTF_16LE);
        byte[] properties = new BytesOut()
                .u32(2)
                .u16(3)
                .u16(0x3705)
                .u32(1) // how it is attached
                .u16(0x1f)
                .u16(0x3707)
                .u32(1)
                .u32(longName.length)
                .padded(longName)
                .done();
        attribute(out, ATTACHMENT, 0x9005, 6, properties);
        return out.done();
    }

    /** A mail's body as compressed rich text, among other properties, one of them named. */
    static byte[] rtfBody(byte[] compressed) {
        byte[] properties = new BytesOut()
                .u32(3)
                .u16(0x1003)
                .u16(0x8001)
                .bytes(new byte[16])
                .u32(1)
                .u32(6)
                .padded("ab\0".getBytes(StandardCharsets.UTF_16LE))
                .u32(2)
                .u32(7)
                .u32(8) // two numbers
                .u16(0x40)
                .u16(0x0e06)
                .u32(1)
                .u32(2)
                .u16(0x102)
                .u16(0x1009)
                .u32(1)
                .u32(compressed.length)
                .padded(compressed)
                .done();
        return attribute(begin(), MESSAGE, 0x9003, 6, properties).done();
    }

    /** An object attached: an interface's identifier, then the object. */
    static byte[] object(byte[] object) {
        byte[] data = Samples.concat(new byte[16], object);
        BytesOut out = begin();
        attribute(out, ATTACHMENT, 0x9002, 6, new byte[14]);
        byte[] properties = new BytesOut()
                .u32(1)
                .u16(0x0d)
                .u16(0x3701)
                .u32(1)
                .u32(data.length)
                .padded(data)
                .done();
        return attribute(out, ATTACHMENT, 0x9005, 6, properties).done();
    }

    /** Compressed rich text without a single copy but the mark at its end. [MS-OXRTFCP]. */
    static byte[] compressedRtf(byte[] rtf) {
        BytesOut tokens = new BytesOut();
        for (int i = 0; i <= rtf.length; i += 8) {
            int count = Math.min(8, rtf.length - i);
            tokens.u8(count < 8 ? 1 << count : 0);
            for (int k = 0; k < count; k++) {
                tokens.u8(rtf[i + k]);
            }
            if (count < 8) {
                int write = (207 + rtf.length) % 4096;
                tokens.u8(write >> 4).u8((write & 0xf) << 4);
            }
        }
        byte[] packed = tokens.done();
        return new BytesOut()
                .u32(packed.length + 12)
                .u32(rtf.length)
                .u32(0x75465A4CL)
                .u32(0)
                .bytes(packed)
                .done();
    }
}
