package dev.gatehouse.engine.unpack;

import dev.gatehouse.engine.content.Content;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gives the streams and scripts of a PDF. */
final class PdfParts {

    private final Content content;
    private final PdfIndex index;
    private final PdfObjects objects;
    private final PdfNotes notes;
    private final PartSink sink;
    private @Nullable PdfCipher cipher;

    PdfParts(Content content, ByteView view, PdfIndex index, PartSink sink) {
        this.content = content;
        this.index = index;
        this.objects = new PdfObjects(view, sink);
        this.notes = new PdfNotes(objects, sink);
        this.sink = sink;
    }

    private interface Visit {
        void visit(PdfObject object) throws IOException;
    }

    /**
     * Everything that can be read.
     *
     * @throws Fault with {@link dev.gatehouse.spi.ReasonCode#ENCRYPTED} if there is a password
     */
    void give() throws IOException {
        PdfSecurity security = new PdfSecurity(objects);
        each(object -> {
            objects.keep(object.number(), object.value());
            security.note(object);
        });
        for (long place : index.trailers()) {
            security.trailer(objects.trailer(place));
        }
        cipher = security.cipher();
        each(object -> {
            notes.note(object, cipher);
            if (object.hasStream()
                    && object.value() instanceof PdfValue.Dictionary dictionary
                    && objects.resolve(dictionary.at("Type")) instanceof PdfValue.Name type
                    && type.text().equals("ObjStm")) {
                within(object, dictionary);
            }
        });
        each(object -> {
            if (object.hasStream() && object.value() instanceof PdfValue.Dictionary dictionary) {
                stream(object, dictionary);
            }
        });
    }

    private void each(Visit visit) throws IOException {
        for (int i = 0; i < index.size(); i++) {
            try {
                if (objects.isObject(index.object(i))) {
                    visit.visit(objects.read(index.object(i)));
                }
            } catch (StopUnpacking e) {
                throw e;
            } catch (IOException e) {
                sink.reason(Faults.reasonOf(e));
            }
        }
    }

    /** The objects within a stream of objects: pairs of numbers that say where each begins, then the objects. */
    private void within(PdfObject stream, PdfValue.Dictionary dictionary) throws IOException {
        long told = objects.toldLength(dictionary, stream.data());
        long end = told >= 0 ? stream.data() + told : objects.nextEnd(stream.data());
        try (PdfFilters filters = new PdfFilters(objects, sink)) {
            InputStream data = data(stream, dictionary, stream.data(), end < 0 ? content.size() : end);
            InputStream decoded = new BufferedInputStream(filters.decode(data, dictionary));
            PdfReader reader = new PdfReader(decoded::read, objects.mostBytes());
            PdfValue value = reader.next();
            while (!PdfReader.isEnd(value)) {
                notes.note(new PdfObject(stream.number(), 0, value, -1), null);
                value = reader.next();
            }
        } catch (StopUnpacking e) {
            throw e;
        } catch (IOException _) {
            // met again when the stream itself is given
        }
    }

    private void stream(PdfObject object, PdfValue.Dictionary dictionary) throws IOException {
        String name = notes.name(object.number());
        long data = object.data();
        long told = objects.toldLength(dictionary, data);
        if (told >= 0 && objects.endsAt(data + told)) {
            part(name, object, dictionary, data + told);
            return;
        }
        long found = objects.nextEnd(data);
        if (found < 0) {
            part(name, object, dictionary, told >= 0 ? data + told : content.size());
            throw Fault.truncated("a stream of the PDF has no end");
        }
        part(name, object, dictionary, found);
        if (told > 0 && data + told != found) {
            part(name + ".told", object, dictionary, data + told);
        }
    }

    private void part(String name, PdfObject object, PdfValue.Dictionary dictionary, long end) throws IOException {
        long start = object.data();
        List<String> names = PdfFilters.names(dictionary, objects);
        if (cipher == null && (names.isEmpty() || PdfFilters.isPicture(names.getFirst()))) {
            sink.slice(Member.sized(name, end - start), start, end - start);
            return;
        }
        try (PdfFilters filters = new PdfFilters(objects, sink)) {
            InputStream data = data(object, dictionary, start, end);
            sink.part(Member.named(name), filters.decode(data, dictionary));
        }
    }

    private InputStream data(PdfObject object, PdfValue.Dictionary dictionary, long start, long end)
            throws IOException {
        InputStream data = new SourceStream(content, start, end, sink.deadline());
        boolean plain = cipher == null
                || dictionary.says("Type", "XRef")
                || PdfFilters.names(dictionary, objects).contains("Crypt");
        return plain || cipher == null ? data : new BufferedInputStream(cipher.stream(data, object));
    }
}
