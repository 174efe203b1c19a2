package dev.gatehouse.engine.unpack;

import dev.gatehouse.spi.Reason;
import dev.gatehouse.spi.ReasonCode;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A stream's data through its filters. Pictures are left as they are: in the format that the last filter names. Must be
 * closed.
 */
final class PdfFilters implements AutoCloseable {

    private static final int MOST_FILTERS = 32;
    private static final PdfValue.Dictionary NO_PARAMETERS = new PdfValue.Dictionary(Map.of());

    private final PdfObjects objects;
    private final PartSink sink;
    private final List<InputStream> opened = new ArrayList<>(1);

    PdfFilters(PdfObjects objects, PartSink sink) {
        this.objects = objects;
        this.sink = sink;
    }

    /** The names of a stream's filters, in the order of decoding. */
    static List<String> names(PdfValue.Dictionary dictionary, PdfObjects objects) {
        List<String> names = new ArrayList<>(1);
        for (PdfValue value : values(objects.resolve(dictionary.at("Filter", "F")), objects)) {
            if (value instanceof PdfValue.Name name) {
                names.add(name.text());
            }
        }
        return names;
    }

    /** Whether a filter's output is a picture that has a format of its own. */
    static boolean isPicture(String filter) {
        return switch (filter) {
            case "DCTDecode", "DCT", "JPXDecode", "JBIG2Decode", "CCITTFaxDecode", "CCF" -> true;
            default -> false;
        };
    }

    private static List<PdfValue> values(PdfValue value, PdfObjects objects) {
        if (!(value instanceof PdfValue.Array array)) {
            return List.of(value);
        }
        return array.values().stream().map(objects::resolve).toList();
    }

    /** The data decoded. What cannot be decoded further is given as far as it can be, and is a reason. */
    InputStream decode(InputStream data, PdfValue.Dictionary dictionary) throws IOException {
        List<String> names = names(dictionary, objects);
        if (names.size() > MOST_FILTERS) {
            throw Fault.malformed(names.size() + " filters of one stream");
        }
        List<PdfValue> parameters = values(objects.resolve(dictionary.at("DecodeParms", "DP")), objects);
        InputStream stream = data;
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            if (isPicture(name)) {
                return stream;
            }
            PdfValue.Dictionary own = i < parameters.size() && parameters.get(i) instanceof PdfValue.Dictionary told
                    ? told
                    : NO_PARAMETERS;
            switch (name) {
                case "FlateDecode", "Fl" -> stream = PdfPredictor.of(inflated(stream), own, objects, sink);
                case "LZWDecode", "LZW" -> stream = PdfPredictor.of(lzw(stream, own), own, objects, sink);
                case "ASCIIHexDecode", "AHx" -> stream = PdfText.hexadecimal(stream);
                case "ASCII85Decode", "A85" -> stream = PdfText.base85(stream);
                case "RunLengthDecode", "RL" -> stream = PdfText.runs(stream);
                case "Crypt" -> {
                    // undone before
                }
                default -> {
                    sink.reason(new Reason(ReasonCode.UNSUPPORTED, "a stream of a PDF packed by " + name));
                    return stream;
                }
            }
        }
        return stream;
    }

    private InputStream inflated(InputStream stream) {
        InflatedStream inflated = new InflatedStream(stream);
        opened.add(inflated);
        return new BufferedInputStream(inflated);
    }

    private InputStream lzw(InputStream stream, PdfValue.Dictionary own) {
        boolean late = objects.resolve(own.at("EarlyChange")) instanceof PdfValue.Numeral number && number.value() == 0;
        return PdfLzw.of(stream, !late);
    }

    @Override
    public void close() throws IOException {
        for (InputStream stream : opened) {
            stream.close();
        }
    }
}
