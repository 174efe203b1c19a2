package dev.gatehouse.engine.unpack;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Rich texts with objects in them. */
final class RtfSamples {

    private RtfSamples() {}

    /** A record of OLE 1.0 around an object's bytes. */
    static byte[] record(String type, byte[] data) {
        return new BytesOut()
                .u32(0x501)
                .u32(2)
                .u32(type.length() + 1)
                .zeroEnded(type)
                .u32(0)
                .u32(0)
                .u32(data.length)
                .bytes(data)
                .done();
    }

    static byte[] rtf(String body) {
        return ("{\\rtf1\\ansi A text {\\object\\objemb{\\*\\objdata " + body + "}} and more.\\par}")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes).replaceAll("(.{64})", "$1\r\n");
    }

    /** Digits with all the dirt between them that Word puts up with. */
    static String dirtyHex(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        for (byte each : bytes) {
            String digits = HexFormat.of().toHexDigits(each);
            text.append(digits.charAt(0))
                    .append(" \t{\\*\\junk 00ff{\\x 11}}")
                    .append("\\q1 ")
                    .append(digits.charAt(1))
                    .append("{}\\'41\r\n");
        }
        return text.toString();
    }
}
