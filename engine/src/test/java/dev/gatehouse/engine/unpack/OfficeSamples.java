package dev.gatehouse.engine.unpack;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import org.apache.poi.hpsf.ClassIDPredefined;
import org.apache.poi.hslf.usermodel.HSLFSlideShow;
import org.apache.poi.hssf.record.crypto.Biff8EncryptionKey;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.poifs.crypt.EncryptionInfo;
import org.apache.poi.poifs.crypt.EncryptionMode;
import org.apache.poi.poifs.crypt.Encryptor;
import org.apache.poi.poifs.filesystem.DirectoryEntry;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;

/** Compound files made by POI. */
final class OfficeSamples {

    private static final String PASSWORD = "secret";

    private OfficeSamples() {}

    interface Filling {
        void fill(DirectoryEntry root) throws IOException;
    }

    static byte[] compound(Filling filling) throws IOException {
        try (POIFSFileSystem file = new POIFSFileSystem();
                ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            filling.fill(file.getRoot());
            file.writeFilesystem(out);
            return out.toByteArray();
        }
    }

    static void stream(DirectoryEntry folder, String name, byte[] bytes) throws IOException {
        folder.createDocument(name, new ByteArrayInputStream(bytes));
    }

    static byte[] macros(String source) throws IOException {
        return compound(root -> Macros.write(root.createDirectory("Macros"), source));
    }

    /** A file dropped into a document. */
    static byte[] packaged(String name, byte[] file) throws IOException {
        byte[] head = new BytesOut()
                .u16(2)
                .zeroEnded("Label of " + name)
                .zeroEnded("C:\\Users\\someone\\" + name)
                .u16(0)
                .u16(3)
                .u32(9)
                .zeroEnded("C:\\t\\" + "a.b")
                .u32(file.length)
                .done();
        return Samples.concat(head, file);
    }

    static byte[] withPackage(String name, byte[] file) throws IOException {
        byte[] packaged = packaged(name, file);
        return compound(root -> stream(
                root.createDirectory("ObjectPool").createDirectory("_1"),
                "\1Ole10Native",
                Samples.concat(new BytesOut().u32(packaged.length).done(), packaged)));
    }

    /** A saved mail with an attachment, bodies, and a mail within. */
    static byte[] mail(String attachmentName, byte[] attachment, byte[] compressedRtf, String body) throws IOException {
        return compound(root -> {
            DirectoryEntry first = root.createDirectory("__attach_version1.0_#00000000");
            stream(first, "__substg1.0_3704001F", "SHORT.NAM".getBytes(StandardCharsets.UTF_16LE));
            stream(first, "__substg1.0_3707001F", attachmentName.getBytes(StandardCharsets.UTF_16LE));
            stream(first, "__substg1.0_37010102", attachment);
            DirectoryEntry second = root.createDirectory("__attach_version1.0_#00000001");
            DirectoryEntry inner = second.createDirectory("__substg1.0_3701000D");
            stream(inner, "__substg1.0_1000001F", body.getBytes(StandardCharsets.UTF_16LE));
            stream(root, "__substg1.0_10090102", compressedRtf);
            stream(root, "__properties_version1.0", new byte[64]);
        });
    }

    static byte[] show(byte[] embedded) throws IOException {
        try (HSLFSlideShow show = new HSLFSlideShow();
                POIFSFileSystem object = new POIFSFileSystem(new ByteArrayInputStream(embedded));
                ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            object.getRoot().setStorageClsid(ClassIDPredefined.WORD_V8.getClassID());
            show.createSlide();
            show.addEmbed(object);
            show.write(out);
            return out.toByteArray();
        }
    }

    static byte[] encryptedSheet() throws IOException {
        Biff8EncryptionKey.setCurrentUserPassword(PASSWORD);
        try {
            return sheet();
        } finally {
            Biff8EncryptionKey.setCurrentUserPassword(null);
        }
    }

    static byte[] sheet() throws IOException {
        try (HSSFWorkbook book = new HSSFWorkbook();
                ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            book.createSheet("one").createRow(0).createCell(0).setCellValue("a cell");
            book.write(out);
            return out.toByteArray();
        }
    }

    static byte[] encryptedShow() throws IOException {
        Biff8EncryptionKey.setCurrentUserPassword(PASSWORD);
        try (HSLFSlideShow show = new HSLFSlideShow();
                ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            show.createSlide();
            show.write(out);
            return out.toByteArray();
        } finally {
            Biff8EncryptionKey.setCurrentUserPassword(null);
        }
    }

    /** A document of Office 2007 and later, encrypted. */
    static byte[] encryptedPackage(byte[] zip) throws IOException {
        try (POIFSFileSystem file = new POIFSFileSystem();
                ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            Encryptor encryptor = new EncryptionInfo(EncryptionMode.standard).getEncryptor();
            encryptor.confirmPassword(PASSWORD);
            try (OutputStream data = encryptor.getDataStream(file)) {
                data.write(zip);
            } catch (GeneralSecurityException e) {
                throw new AssertionError(e);
            }
            file.writeFilesystem(out);
            return out.toByteArray();
        }
    }

    /** The head of a Word document that says it is encrypted. */
    static byte[] encryptedWord() throws IOException {
        byte[] document = new BytesOut()
                .u16(0xA5EC)
                .u16(0xC1)
                .u32(0)
                .u16(0)
                .u16(0x0100)
                .bytes(new byte[1460])
                .done();
        return compound(root -> stream(root, "WordDocument", document));
    }
}
