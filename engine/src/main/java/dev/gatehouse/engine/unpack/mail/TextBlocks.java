package dev.gatehouse.engine.unpack.mail;

import dev.gatehouse.spi.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;

/** The files that are encoded within a text: uuencoded, in yEnc, in BinHex 4.0. */
public final class TextBlocks {

    private static final int LONGEST_NAME = 1024;

    /** Takes what is found. */
    public interface Files {

        /**
         * A file. Its bytes are read before the call returns; a stream that fails says why.
         *
         * @throws IOException if no more is wanted
         */
        void file(String name, InputStream bytes) throws IOException;

        /** Something that is not in this text. */
        void reason(Reason reason);
    }

    private TextBlocks() {}

    /** Whether a text holds any. */
    public static boolean any(InputStream text) throws IOException {
        LineInput lines = new LineInput(text);
        while (lines.line()) {
            if (BlockSigns.begins(lines.bytes(), lines.start(), lines.end())) {
                return true;
            }
        }
        return false;
    }

    /**
     * Gives all files within a text.
     *
     * @throws IOException if the text cannot be read, or no more is wanted
     */
    public static void read(InputStream text, Files files) throws IOException {
        LineInput lines = new LineInput(text);
        while (lines.line()) {
            switch (BlockSigns.kind(lines.bytes(), lines.start(), lines.end())) {
                case NONE -> {}
                case UU -> file(uuName(lines.latin()), new BlockBytes(new UuLines(lines)), files);
                case UU_BASE64 -> file(uuName(lines.latin()), new BlockBytes(new Base64Lines(lines)), files);
                case YENC -> YencBlock.read(lines, files);
                case BINHEX -> BinHexBlock.read(lines, files);
            }
        }
    }

    /** The one file of a text whose lines are uuencoded without a first line that says so. */
    public static InputStream withoutBegin(InputStream text) {
        return new BlockBytes(new UuLines(new LineInput(text)));
    }

    static void file(String name, BlockBytes bytes, Files files) throws IOException {
        files.file(name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name, bytes);
        bytes.drain();
    }

    /** Behind {@code begin} and the mode. */
    private static String uuName(String line) {
        String[] words = line.strip().split("[ \t]+", 3);
        return words.length < 3 ? "" : words[2].strip();
    }

    /** The value of {@code key=} in the first line of a yEnc block. */
    static String value(String line, String key) {
        int at = line.toLowerCase(Locale.ROOT).indexOf(' ' + key + '=');
        if (at < 0) {
            return "";
        }
        int from = at + key.length() + 2;
        int end = key.equals("name") ? line.length() : line.indexOf(' ', from);
        return line.substring(from, end < 0 ? line.length() : end).strip();
    }
}
