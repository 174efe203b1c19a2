package dev.gatehouse.engine.unpack;

import dev.gatehouse.spi.ReasonCode;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gathers what a PDF says of its encryption: trailers, or the tables that stand for them, refer to a dictionary. */
final class PdfSecurity {

    private static final int MOST_CANDIDATES = 64;

    private final PdfObjects objects;
    private final Map<Long, PdfValue.Dictionary> candidates = new HashMap<>();
    private PdfValue encryption = PdfValue.Word.NOTHING;
    private byte[] fileId = {};

    PdfSecurity(PdfObjects objects) {
        this.objects = objects;
    }

    void note(PdfObject object) throws Fault {
        if (!(object.value() instanceof PdfValue.Dictionary dictionary)) {
            return;
        }
        if (dictionary.says("Type", "XRef")) {
            trailer(dictionary);
        } else if (dictionary.at("O") instanceof PdfValue.Text && dictionary.at("U") instanceof PdfValue.Text) {
            DecoderMemory.requireFewer(candidates.size(), MOST_CANDIDATES);
            candidates.put(object.number(), dictionary);
        }
    }

    void trailer(PdfValue trailer) {
        if (trailer instanceof PdfValue.Dictionary dictionary) {
            PdfValue told = dictionary.at("Encrypt");
            if (!(told instanceof PdfValue.Word)) {
                encryption = told;
            }
            if (objects.resolve(dictionary.at("ID")) instanceof PdfValue.Array array
                    && !array.values().isEmpty()
                    && array.values().getFirst() instanceof PdfValue.Text text) {
                fileId = text.bytes();
            }
        }
    }

    /**
     * The cipher of a file that opens without a password; null if it is not encrypted.
     *
     * @throws Fault with {@link ReasonCode#ENCRYPTED} if it is encrypted and does not open
     */
    @Nullable
    PdfCipher cipher() throws IOException {
        PdfValue told = encryption instanceof PdfValue.Reference reference
                ? candidates.getOrDefault(reference.number(), new PdfValue.Dictionary(Map.of()))
                : encryption;
        return told instanceof PdfValue.Dictionary dictionary ? PdfPassword.empty(dictionary, objects, fileId) : null;
    }
}
