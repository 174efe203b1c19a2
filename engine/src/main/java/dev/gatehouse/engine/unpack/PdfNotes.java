package dev.gatehouse.engine.unpack;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gives the scripts that stand in dictionaries as strings, and learns the names of embedded files. ISO 32000-1, 7.11.3, 12.6.4.16. */
final class PdfNotes {

    private static final int MOST_NAMES = 20_000;
    private static final int LONGEST_NAME = 512;
    private static final int DEEPEST = 64;
    /** A string that is an object of its own may be a script that another refers to. */
    private static final int SHORTEST_SCRIPT = 16;

    private final PdfObjects objects;
    private final PartSink sink;
    private final Map<Long, String> names = new HashMap<>();

    PdfNotes(PdfObjects objects, PartSink sink) {
        this.objects = objects;
        this.sink = sink;
    }

    /** The name of an embedded file, or one made of the object's number. */
    String name(long number) {
        String told = names.get(number);
        return told == null ? "object-" + number : told;
    }

    /**
     * Looks through an object.
     *
     * @param cipher of its strings; null if they are plain
     */
    void note(PdfObject object, @Nullable PdfCipher cipher) throws IOException {
        if (object.value() instanceof PdfValue.Text text) {
            if (text.bytes().length >= SHORTEST_SCRIPT) {
                script(text, object, cipher);
            }
        } else {
            value(object.value(), object, cipher, 0);
        }
    }

    private void value(PdfValue value, PdfObject object, @Nullable PdfCipher cipher, int depth) throws IOException {
        if (depth > DEEPEST) {
            return; // the reader goes no deeper either
        }
        if (value instanceof PdfValue.Array array) {
            for (PdfValue each : array.values()) {
                value(each, object, cipher, depth + 1);
            }
        } else if (value instanceof PdfValue.Dictionary dictionary) {
            if (dictionary.at("JS") instanceof PdfValue.Text text) {
                script(text, object, cipher);
            }
            file(dictionary, object, cipher);
            for (PdfValue each : dictionary.entries().values()) {
                value(each, object, cipher, depth + 1);
            }
        }
    }

    private void file(PdfValue.Dictionary dictionary, PdfObject object, @Nullable PdfCipher cipher) throws IOException {
        if (objects.resolve(dictionary.at("EF")) instanceof PdfValue.Dictionary files
                && dictionary.at("UF", "F") instanceof PdfValue.Text told) {
            byte[] name = utf8(plain(told, object, cipher)).readNBytes(LONGEST_NAME);
            for (PdfValue file : files.entries().values()) {
                if (file instanceof PdfValue.Reference reference) {
                    DecoderMemory.requireFewer(names.size(), MOST_NAMES);
                    names.put(reference.number(), Names.decode(name));
                }
            }
        }
    }

    private void script(PdfValue.Text text, PdfObject object, @Nullable PdfCipher cipher) throws IOException {
        sink.part(Member.named("object-" + object.number() + ".js"), utf8(plain(text, object, cipher)));
    }

    private static byte[] plain(PdfValue.Text text, PdfObject object, @Nullable PdfCipher cipher) throws IOException {
        return cipher == null ? text.bytes() : cipher.string(text.bytes(), object);
    }

    /** Text strings are in UTF-16 behind its mark, or in 8-bit letters. ISO 32000-1, 7.9.2.2. */
    private static InputStream utf8(byte[] text) {
        boolean big = text.length >= 2 && text[0] == (byte) 0xfe && text[1] == (byte) 0xff;
        boolean little = text.length >= 2 && text[0] == (byte) 0xff && text[1] == (byte) 0xfe;
        if (!big && !little) {
            return new ByteArrayInputStream(text);
        }
        String decoded = new String(text, StandardCharsets.UTF_16); // it takes the mark away
        return new ByteArrayInputStream(decoded.getBytes(StandardCharsets.UTF_8));
    }
}
