package dev.gatehouse.engine.type;

/** Signs of documents, pictures, pages and mail. */
final class Documents {

    private static final int SEARCHED_BYTES = 1024;

    private static final String[] TAGS = {
        "<!doctype html",
        "<html",
        "<head",
        "<body",
        "<script",
        "<iframe",
        "<title",
        "<meta ",
        "<table",
        "<a href",
        "<img ",
        "<form",
        "<div",
        "<object"
    };

    private Documents() {}

    /** SWF, plain, zlib or LZMA, of a version that exists. */
    static boolean swf(Head head) {
        int first = head.u8(0);
        return (first == 'F' || first == 'C' || first == 'Z')
                && head.has(1, "WS")
                && head.u8(3) > 0
                && head.u8(3) < 64
                && head.u32le(4) > 8;
    }

    static boolean image(Head head) {
        return switch (head.u8(0)) {
            case 0x89 -> head.has(0, "\u0089PNG\r\n\u001a\n");
            case 0xff -> head.has(0, "\u00ff\u00d8\u00ff");
            case 'G' -> head.has(0, "GIF87a") || head.has(0, "GIF89a");
            case 'B' -> head.has(0, "BM") && head.u32le(6) == 0 && head.u32le(14) >= 12 && head.u32le(14) <= 124;
            case 'I' -> head.has(0, "II*\0");
            case 'M' -> head.has(0, "MM\0*");
            case 'R' -> (head.has(0, "RIFF") && head.has(8, "WEBP")) || (head.has(0, "RIFF") && head.has(8, "ACON"));
            case '8' -> head.has(0, "8BPS\0\1");
            case 0xd7 -> head.has(0, "\u00d7\u00cd\u00c6\u009a");
            case 1 -> head.has(0, "\1\0\0\0") && head.has(40, " EMF");
            default -> false;
        };
    }

    /** A tag that pages begin with, within the first KiB. */
    static boolean html(Head head) {
        int end = Math.min(SEARCHED_BYTES, head.length());
        byte[] bytes = head.bytes();
        for (int at = 0; at < end && bytes[at] != 0; at++) { // programs hold tags too
            if (bytes[at] == '<') {
                for (String tag : TAGS) {
                    if (head.hasAnyCase(at, tag)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }
}
