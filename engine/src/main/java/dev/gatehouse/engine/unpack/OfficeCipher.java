package dev.gatehouse.engine.unpack;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;

/** Tells documents that are encrypted by the heads of their main streams. */
final class OfficeCipher {

    private static final int WORD = 0xA5EC;
    private static final int WORD_FLAGS = 10;
    private static final int WORD_ENCRYPTED = 0x0100;
    private static final int SHEET_END = 0x000A;
    private static final int SHEET_PASSWORD = 0x002F;
    private static final int MOST_SHEET_RECORDS = 200;
    private static final int SHOW_TOKEN = 12;
    private static final long SHOW_ENCRYPTED = 0xF3D1C4DFL;

    private OfficeCipher() {}

    /** Whether a stream of this name holds a whole encrypted document. [MS-OFFCRYPTO] 2.3.4.4, 1.3.2. */
    static boolean isEncryptedPackage(String name) {
        return name.equalsIgnoreCase("EncryptedPackage") || name.equalsIgnoreCase("\tDRMContent");
    }

    /** Whether the stream says that the document's own streams are encrypted or obfuscated. */
    static boolean tells(String name, InputStream stream) throws IOException {
        try {
            return switch (name.toLowerCase(Locale.ROOT)) {
                case "worddocument" -> word(stream);
                case "workbook", "book" -> sheet(stream);
                case "current user" -> show(stream);
                default -> false;
            };
        } catch (EOFException _) {
            return false;
        }
    }

    /** [MS-DOC] 2.5.2: fEncrypted. */
    private static boolean word(InputStream stream) throws IOException {
        boolean is = u16(stream) == WORD;
        stream.skipNBytes(WORD_FLAGS - 2);
        return is && (u16(stream) & WORD_ENCRYPTED) != 0;
    }

    /** [MS-XLS] 2.4.117: a FilePass record stands before what it encrypts. */
    private static boolean sheet(InputStream stream) throws IOException {
        for (int i = 0; i < MOST_SHEET_RECORDS; i++) {
            int type = u16(stream);
            if (type == SHEET_PASSWORD || type == SHEET_END) {
                return type == SHEET_PASSWORD;
            }
            stream.skipNBytes(u16(stream));
        }
        return false;
    }

    /** [MS-PPT] 2.3.2: headerToken. */
    private static boolean show(InputStream stream) throws IOException {
        stream.skipNBytes(SHOW_TOKEN);
        return (u16(stream) | (long) u16(stream) << 16) == SHOW_ENCRYPTED;
    }

    private static int u16(InputStream stream) throws IOException {
        int low = stream.read();
        int high = stream.read();
        if (high < 0) {
            throw new EOFException();
        }
        return low | high << 8;
    }
}
