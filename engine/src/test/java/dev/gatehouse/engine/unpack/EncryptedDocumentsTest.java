package dev.gatehouse.engine.unpack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.spi.ReasonCode;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EncryptedDocumentsTest {

    @Test
    void saysThatASheetIsEncrypted() throws IOException {
        assertThat(Opened.of(OfficeSamples.encryptedSheet()).codes).containsExactly(ReasonCode.ENCRYPTED);
        assertThat(Opened.of(OfficeSamples.sheet()).codes).isEmpty();
    }

    @Test
    void saysThatAPresentationIsEncrypted() throws IOException {
        assertThat(Opened.of(OfficeSamples.encryptedShow()).codes).contains(ReasonCode.ENCRYPTED);
    }

    @Test
    void saysThatAWordDocumentIsEncrypted() throws IOException {
        assertThat(Opened.of(OfficeSamples.encryptedWord()).codes).containsExactly(ReasonCode.ENCRYPTED);
    }

    @Test
    void saysThatADocumentOfOffice2007IsEncrypted() throws IOException {
        byte[] zip = DocumentSamples.zip("word/document.xml", Samples.text(5000));
        assertThat(Opened.of(OfficeSamples.encryptedPackage(zip)).codes).containsExactly(ReasonCode.ENCRYPTED);
    }

    @ParameterizedTest
    @CsvSource({"40, false", "128, false", "128, true", "256, true"})
    void saysThatAPdfWantsAPassword(int bits, boolean aes) throws IOException {
        for (PdfSamples.Objects objects : PdfSamples.Objects.values()) {
            byte[] pdf = PdfSamples.document(objects, document -> PdfSamples.protect(document, "user", bits, aes));
            assertThat(Opened.of(pdf).codes).containsExactly(ReasonCode.ENCRYPTED);
        }
    }
}
