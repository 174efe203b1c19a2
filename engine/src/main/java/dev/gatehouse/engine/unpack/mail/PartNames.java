package dev.gatehouse.engine.unpack.mail;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.DecoderUtil;
import org.apache.james.mime4j.stream.NameValuePair;
import org.apache.james.mime4j.stream.ParserCursor;
import org.apache.james.mime4j.stream.RawFieldParser;
import org.apache.james.mime4j.util.ByteArrayBuffer;
import org.apache.james.mime4j.util.MimeParameterMapping;

/** Parts' names: RFC 2183, with RFC 2231's pieces and charsets, and RFC 2047's encoded words, which mailers use there. */
final class PartNames {

    private static final int LONGEST = 1024;

    private PartNames() {}

    /** The first name in fields' values; empty if there is none. */
    static String of(List<String> values) {
        for (String value : values) {
            if (value.toLowerCase(Locale.ROOT).contains("name")) {
                MimeParameterMapping parameters = parameters(value);
                for (String parameter : List.of("filename", "name")) {
                    String name = get(parameters, parameter);
                    if (!name.isEmpty()) {
                        String text = decoded(name);
                        return text.length() > LONGEST ? text.substring(0, LONGEST) : text;
                    }
                }
            }
        }
        return "";
    }

    /** The first parameter of a name; empty if there is none. */
    static String parameter(List<String> values, String name) {
        for (String value : values) {
            String found = get(parameters(value), name);
            if (!found.isEmpty()) {
                return found;
            }
        }
        return "";
    }

    private static MimeParameterMapping parameters(String value) {
        MimeParameterMapping mapping = new MimeParameterMapping();
        byte[] bytes = value.replace('\n', ' ').getBytes(StandardCharsets.ISO_8859_1);
        ByteArrayBuffer buffer = new ByteArrayBuffer(bytes, true);
        int semicolon = value.indexOf(';');
        ParserCursor cursor = new ParserCursor(semicolon < 0 ? bytes.length : semicolon + 1, bytes.length);
        try {
            for (NameValuePair pair : RawFieldParser.DEFAULT.parseParameters(buffer, cursor)) {
                String text = pair.getValue();
                if (text != null) {
                    mapping.addParameter(pair.getName(), text);
                }
            }
        } catch (RuntimeException e) {
            return mapping; // what was read before is as good as a name from hostile fields can be
        }
        return mapping;
    }

    private static String get(MimeParameterMapping parameters, String name) {
        try {
            String value = parameters.get(name);
            return value == null ? "" : value.strip();
        } catch (RuntimeException e) {
            return "";
        }
    }

    private static String decoded(String name) {
        String text = name;
        if (name.contains("=?")) {
            try {
                text = DecoderUtil.decodeEncodedWords(name, DecodeMonitor.SILENT);
            } catch (RuntimeException e) {
                text = name;
            }
        }
        return utf8(text);
    }

    /** Raw bytes in names are UTF-8 where they can be. RFC 6532. */
    private static String utf8(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 0xff) {
                return text;
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)))
                    .toString();
        } catch (CharacterCodingException e) {
            return text;
        }
    }
}
