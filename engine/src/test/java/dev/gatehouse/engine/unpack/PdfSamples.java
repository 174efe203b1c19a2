package dev.gatehouse.engine.unpack;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.cos.COSString;
import org.apache.pdfbox.pdfwriter.compress.CompressParameters;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentNameDictionary;
import org.apache.pdfbox.pdmodel.PDEmbeddedFilesNameTreeNode;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.filespecification.PDComplexFileSpecification;
import org.apache.pdfbox.pdmodel.common.filespecification.PDEmbeddedFile;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.interactive.action.PDActionJavaScript;

/** PDFs made by PDFBox. */
final class PdfSamples {

    private PdfSamples() {}

    interface Filling {
        void fill(PDDocument document) throws IOException;
    }

    /** Whether objects that can be are packed into streams. */
    enum Objects {
        PLAIN,
        PACKED
    }

    static byte[] document(Objects objects, Filling filling) throws IOException {
        try (PDDocument document = new PDDocument();
                ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            PDPage page = new PDPage();
            document.addPage(page);
            try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                content.addRect(10, 10, 50, 50);
                content.fill();
            }
            filling.fill(document);
            document.save(
                    out,
                    objects == Objects.PACKED
                            ? CompressParameters.DEFAULT_COMPRESSION
                            : CompressParameters.NO_COMPRESSION);
            return out.toByteArray();
        }
    }

    static void attach(PDDocument document, String name, byte[] bytes) throws IOException {
        PDEmbeddedFile file = new PDEmbeddedFile(document, new ByteArrayInputStream(bytes), COSName.FLATE_DECODE);
        PDComplexFileSpecification specification = new PDComplexFileSpecification();
        specification.setFile(name);
        specification.setFileUnicode(name);
        specification.setEmbeddedFile(file);
        PDEmbeddedFilesNameTreeNode tree = new PDEmbeddedFilesNameTreeNode();
        tree.setNames(Map.of(name, specification));
        PDDocumentNameDictionary names = new PDDocumentNameDictionary(document.getDocumentCatalog());
        names.setEmbeddedFiles(tree);
        document.getDocumentCatalog().setNames(names);
    }

    static void script(PDDocument document, String source) {
        document.getDocumentCatalog().setOpenAction(new PDActionJavaScript(source));
    }

    /** A script as a string in UTF-16. */
    static void wideScript(PDDocument document, String source) {
        COSDictionary action = new COSDictionary();
        action.setName(COSName.S, "JavaScript");
        byte[] text = ("\ufeff" + source).getBytes(StandardCharsets.UTF_16BE);
        action.setItem(COSName.JS, new COSString(text));
        document.getDocumentCatalog().getCOSObject().setItem(COSName.OPEN_ACTION, action);
    }

    /** A stream through these filters, hung on the catalogue. */
    static void stream(PDDocument document, byte[] bytes, COSName... filters) throws IOException {
        COSStream stream = document.getDocument().createCOSStream();
        org.apache.pdfbox.cos.COSArray names = new org.apache.pdfbox.cos.COSArray();
        for (COSName filter : filters) {
            names.add(filter);
        }
        try (OutputStream out = stream.createOutputStream(names)) {
            out.write(bytes);
        }
        document.getDocumentCatalog().getCOSObject().setItem(COSName.getPDFName("Test"), stream);
    }

    static void protect(PDDocument document, String userPassword, int bits, boolean aes) throws IOException {
        StandardProtectionPolicy policy = new StandardProtectionPolicy("owner", userPassword, new AccessPermission());
        policy.setEncryptionKeyLength(bits);
        policy.setPreferAES(aes);
        document.protect(policy);
    }
}
