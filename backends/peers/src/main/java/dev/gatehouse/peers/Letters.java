package dev.gatehouse.peers;

import dev.gatehouse.tck.Sample;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** What a gateway must let pass, what it must stop, and what it must not let pass as clean. */
public enum Letters {
    /** Text, HTML, a picture and a document of a word processor. */
    CLEAN,
    /** EICAR as a file. */
    EICAR,
    /** EICAR in a zip. */
    EICAR_IN_ZIP,
    /** EICAR in a 7z. */
    EICAR_IN_7Z,
    /** EICAR in a message in the message. */
    EICAR_IN_MESSAGE,
    /** EICAR in a zip in Outlook's own way to send files, {@code winmail.dat}. */
    EICAR_IN_TNEF,
    /** A zip whose files are encrypted. */
    ENCRYPTED_ZIP,
    /** A small zip with 120 MiB in a zip within it. */
    BOMB;

    private static final int BOMB_BYTES = 120 << 20;

    /** One grey pixel. */
    private static final String PNG =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==";

    /** Whether EICAR is in it. */
    public boolean infected() {
        return name().startsWith("EICAR");
    }

    /**
     * Writes it, around its {@link #file}. Programs that pack need the rest of the machine: {@code 7z} and {@code zip}.
     */
    public byte[] letter() throws IOException, InterruptedException {
        Letter letter = Letter.about(name());
        Letter filled = switch (this) {
            case CLEAN ->
                letter.html("<html><body><p align=\"left\">Dear Bob</p></body></html>")
                        .attachment("image/png", "dot.png", Base64.getDecoder().decode(PNG))
                        .attachment(
                                "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                                "letter.docx",
                                file());
            case EICAR -> letter.attachment("application/octet-stream", "eicar.com", file());
            case EICAR_IN_ZIP -> letter.attachment("application/zip", "eicar.zip", file());
            case EICAR_IN_7Z -> letter.attachment("application/x-7z-compressed", "eicar.7z", file());
            case EICAR_IN_MESSAGE -> letter.forwarding(inner());
            case EICAR_IN_TNEF -> letter.attachment("application/ms-tnef", "winmail.dat", file());
            case ENCRYPTED_ZIP -> letter.attachment("application/zip", "secret.zip", file());
            case BOMB -> letter.attachment("application/zip", "bomb.zip", file());
        };
        return filled.bytes();
    }

    /** Writes what is attached, as it is sent and fetched by other ways than mail. */
    public byte[] file() throws IOException, InterruptedException {
        byte[] eicar = Sample.eicar("Eicar").bytes();
        return switch (this) {
            case CLEAN -> document();
            case EICAR -> eicar;
            case EICAR_IN_ZIP -> zip("eicar.com", eicar);
            case EICAR_IN_7Z -> sevenZip(eicar);
            case EICAR_IN_MESSAGE -> inner().bytes();
            case EICAR_IN_TNEF -> tnef("eicar.zip", zip("eicar.com", eicar));
            case ENCRYPTED_ZIP -> encrypted();
            case BOMB -> zip("inner.zip", zip("zeros", new byte[BOMB_BYTES]));
        };
    }

    private static Letter inner() {
        return Letter.about("inner")
                .attachment(
                        "application/octet-stream",
                        "eicar.com",
                        Sample.eicar("Eicar").bytes());
    }

    private static byte[] document() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            member(
                    zip,
                    "[Content_Types].xml",
                    text("<?xml version=\"1.0\"?><Types xmlns=\"http://schemas.openxmlformats.org/package/2006/"
                            + "content-types\"><Default Extension=\"xml\" ContentType=\"application/xml\"/></Types>"));
            member(zip, "word/document.xml", text("<?xml version=\"1.0\"?><document><body>Dear Bob</body></document>"));
        }
        return bytes.toByteArray();
    }

    private static byte[] zip(String name, byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.setLevel(9);
            member(zip, name, content);
        }
        return bytes.toByteArray();
    }

    private static void member(ZipOutputStream zip, String name, byte[] content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content);
        zip.closeEntry();
    }

    private static byte[] sevenZip(byte[] content) throws IOException, InterruptedException {
        return packed("out.7z", content, "7z", "a", "-bd", "out.7z", "eicar.com");
    }

    private static byte[] encrypted() throws IOException, InterruptedException {
        return packed("out.zip", text("nothing but the truth"), "zip", "-q", "-P", "secret", "out.zip", "eicar.com");
    }

    private static byte[] packed(String result, byte[] content, String... command)
            throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("letters");
        try {
            Files.write(folder.resolve("eicar.com"), content);
            Process process = new ProcessBuilder(new ArrayList<>(List.of(command)))
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            if (process.waitFor() != 0) {
                throw new IOException(String.join(" ", command) + " failed: " + said);
            }
            return Files.readAllBytes(folder.resolve(result));
        } finally {
            Files.deleteIfExists(folder.resolve(result));
            Files.deleteIfExists(folder.resolve("eicar.com"));
            Files.deleteIfExists(folder);
        }
    }

    /** One attachment in the Transport Neutral Encapsulation Format (MS-OXTNEF, section 2.1). */
    private static byte[] tnef(String name, byte[] content) {
        ByteArrayOutputStream tnef = new ByteArrayOutputStream();
        tnef.writeBytes(
                little(6).putInt(0x223e9f78).putShort((short) 1).array()); // the signature and a key of no meaning
        attribute(tnef, 1, 0x00089006, little(4).putInt(0x00010000).array()); // attTnefVersion
        attribute(tnef, 2, 0x00069002, little(14).putShort((short) 1).putInt(-1).array()); // attAttachRendData: a file
        attribute(tnef, 2, 0x00018010, text(name + "\0")); // attAttachTitle
        attribute(tnef, 2, 0x0006800f, content); // attAttachData
        return tnef.toByteArray();
    }

    private static void attribute(ByteArrayOutputStream tnef, int level, int id, byte[] data) {
        int sum = 0;
        for (byte each : data) {
            sum += each & 0xff;
        }
        tnef.write(level);
        tnef.writeBytes(little(8).putInt(id).putInt(data.length).array());
        tnef.writeBytes(data);
        tnef.writeBytes(little(2).putShort((short) sum).array());
    }

    private static ByteBuffer little(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
