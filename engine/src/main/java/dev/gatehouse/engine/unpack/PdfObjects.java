package dev.gatehouse.engine.unpack;

import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Reads the objects of a PDF by their places, and keeps the small ones that others refer to: lengths, names of filters. */
final class PdfObjects {

    private static final int LARGEST_SMALL = 16;
    private static final int LONGEST_SMALL = 128;
    private static final int COST_OF_VALUE = 100;
    private static final int MOST_DIGITS = 10;
    private static final int MOST_HOPS = 8;

    /** What one object may cost: the source of a large script. */
    private static final long MOST_BYTES = 8 << 20;

    private static final String END_OF_STREAM = "endstream";

    private final ByteView view;
    private final PartSink sink;
    private final Map<Long, PdfValue> small = new HashMap<>();
    private long kept;
    private long searchedFrom = -1;
    private long foundAt = -1;

    PdfObjects(ByteView view, PartSink sink) {
        this.view = view;
        this.sink = sink;
    }

    /** How much memory an object may take, in bytes. */
    long mostBytes() {
        return Math.min(MOST_BYTES, sink.decoderMemory());
    }

    /** The object behind a keyword at this place. */
    PdfObject read(long place) throws IOException {
        PdfReader reader = new PdfReader(new PdfCursor(view, place), mostBytes());
        PdfValue value = reader.next();
        long data = -1;
        if (value instanceof PdfValue.Dictionary
                && reader.next() instanceof PdfValue.Word word
                && word.text().equals("stream")) {
            data = place + reader.taken();
            data += view.has(data, "\r\n") ? 2 : view.has(data, "\n") || view.has(data, "\r") ? 1 : 0;
        }
        long at = spaceBefore(place - 3);
        long generation = numberBefore(at);
        at = spaceBefore(digitsBefore(at));
        return new PdfObject(numberBefore(at), (int) generation, value, data);
    }

    /** The value of a trailer. */
    PdfValue trailer(long place) throws IOException {
        return new PdfReader(new PdfCursor(view, place), mostBytes()).next();
    }

    private long spaceBefore(long end) throws IOException {
        long at = end;
        while (at > 0 && PdfReader.isSpace(view.u8(at - 1)) && end - at < MOST_DIGITS) {
            at--;
        }
        return at;
    }

    private long digitsBefore(long end) throws IOException {
        long at = end;
        while (at > 0 && end - at < MOST_DIGITS && view.u8(at - 1) >= '0' && view.u8(at - 1) <= '9') {
            at--;
        }
        return at;
    }

    private long numberBefore(long end) throws IOException {
        long value = 0;
        for (long at = digitsBefore(end); at < end; at++) {
            value = value * 10 + view.u8(at) - '0';
        }
        return value;
    }

    /**
     * Whether two numbers stand before a keyword, as before an object's: in packed data the keyword alone comes about by
     * chance.
     */
    boolean isObject(long place) throws IOException {
        long generation = spaceBefore(place - 3);
        long between = digitsBefore(generation);
        long number = spaceBefore(between);
        return between < generation && number < between && digitsBefore(number) < number;
    }

    /** Keeps an object if it is of the small kind. */
    void keep(long number, PdfValue value) throws Fault {
        if (isSmall(value, 0)) {
            kept += cost(value);
            DecoderMemory.require(kept, sink);
            small.put(number, value);
        }
    }

    private static boolean isSmall(PdfValue value, int depth) {
        return switch (value) {
            case PdfValue.Numeral _, PdfValue.Reference _ -> true;
            case PdfValue.Name name -> name.text().length() <= LONGEST_SMALL;
            case PdfValue.Word word -> depth > 0 && word.text().length() <= LONGEST_SMALL;
            case PdfValue.Text text -> depth > 0 && text.bytes().length <= LONGEST_SMALL;
            case PdfValue.Array array -> depth < 2 && areSmall(array.values(), depth);
            case PdfValue.Dictionary dictionary ->
                depth < 2 && areSmall(dictionary.entries().values(), depth);
        };
    }

    private static boolean areSmall(Collection<PdfValue> values, int depth) {
        return values.size() <= LARGEST_SMALL && values.stream().allMatch(each -> isSmall(each, depth + 1));
    }

    private static long cost(PdfValue value) {
        return switch (value) {
            case PdfValue.Array array ->
                array.values().stream().mapToLong(PdfObjects::cost).sum() + COST_OF_VALUE;
            case PdfValue.Dictionary dictionary ->
                dictionary.entries().values().stream()
                                .mapToLong(each -> cost(each) + COST_OF_VALUE)
                                .sum()
                        + COST_OF_VALUE;
            case PdfValue.Text _, PdfValue.Name _, PdfValue.Word _ -> COST_OF_VALUE + LONGEST_SMALL;
            case PdfValue.Numeral _, PdfValue.Reference _ -> COST_OF_VALUE;
        };
    }

    /** What a value stands for: itself, or the small object that it refers to. */
    PdfValue resolve(PdfValue value) {
        PdfValue at = value;
        for (int hops = 0; at instanceof PdfValue.Reference reference && hops < MOST_HOPS; hops++) {
            at = small.getOrDefault(reference.number(), PdfValue.Word.NOTHING);
        }
        return at;
    }

    /** The length that a stream's dictionary tells, if its data may be that long; otherwise -1. */
    long toldLength(PdfValue.Dictionary dictionary, long data) {
        PdfValue told = resolve(dictionary.at("Length"));
        long length = told instanceof PdfValue.Numeral number ? number.value() : -1;
        return length >= 0 && length <= view.size() - data ? length : -1;
    }

    /** Whether the keyword that ends a stream stands here, behind white space or none. */
    boolean endsAt(long position) throws IOException {
        long at = position;
        while (at < view.size() && at - position < 4 && PdfReader.isSpace(view.u8(at))) {
            at++;
        }
        return view.has(at, END_OF_STREAM);
    }

    /** Where the next keyword that ends a stream stands, without the line's end before it; -1 if there is none. */
    long nextEnd(long data) throws IOException {
        boolean known = searchedFrom >= 0 && data >= searchedFrom && (foundAt < 0 || data <= foundAt);
        if (!known) {
            searchedFrom = data;
            foundAt = -1;
            for (long at = data; at <= view.size() - END_OF_STREAM.length(); at++) {
                if (view.u8(at) == 'e' && view.has(at, END_OF_STREAM)) {
                    foundAt = at;
                    break;
                }
            }
        }
        long end = foundAt;
        if (end > data && view.u8(end - 1) == '\n') {
            end--;
        }
        if (end > data && view.u8(end - 1) == '\r') {
            end--;
        }
        return end;
    }
}
