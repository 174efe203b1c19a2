package dev.gatehouse.engine.unpack;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.pdfbox.cos.COSName;

/** Documents with something to be found in them, one for each place where it may sit. */
final class DocumentSamples {

    /** A document by a name that says where the payload sits. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Sample(String name, byte[] bytes) {}

    private static final int MANY = 9000;

    private DocumentSamples() {}

    static List<Sample> all(byte[] payload, Path folder) throws IOException {
        String text = new String(payload, StandardCharsets.US_ASCII);
        List<Sample> samples = new ArrayList<>();
        byte[] rtfWith =
                RtfSamples.rtf(RtfSamples.hex(RtfSamples.record("Package", OfficeSamples.packaged("a.com", payload))));

        samples.add(new Sample("tnef-attachment", TnefSamples.attachment("virus.com", payload)));
        samples.add(new Sample("tnef-body", TnefSamples.rtfBody(TnefSamples.compressedRtf(payload))));
        samples.add(new Sample("tnef-body-object", TnefSamples.rtfBody(TnefSamples.compressedRtf(rtfWith))));
        samples.add(new Sample("tnef-nested", TnefSamples.object(TnefSamples.attachment("inner.com", payload))));
        samples.add(new Sample(
                "tnef-compound-object",
                TnefSamples.object(OfficeSamples.compound(root -> OfficeSamples.stream(root, "CONTENTS", payload)))));

        samples.add(new Sample(
                "ole2-small-stream", OfficeSamples.compound(root -> OfficeSamples.stream(root, "a", payload))));
        samples.add(new Sample("ole2-large-stream", OfficeSamples.compound(root -> {
            OfficeSamples.stream(root, "before", Samples.random(MANY));
            OfficeSamples.stream(
                    root.createDirectory("deep").createDirectory("er"),
                    "a",
                    Samples.concat(Samples.random(MANY), payload));
        })));
        samples.add(new Sample("ole2-package", OfficeSamples.withPackage("dropped.com", payload)));
        samples.add(new Sample("ole2-macro", OfficeSamples.macros("' " + text + "\r\n")));
        samples.add(new Sample("ole2-show", OfficeSamples.show(OfficeSamples.withPackage("shown.com", payload))));
        samples.add(new Sample("ole2-show-macro", OfficeSamples.show(OfficeSamples.macros("' " + text + "\r\n"))));
        samples.add(new Sample(
                "msg-attachment",
                OfficeSamples.mail(
                        "bill.com",
                        payload,
                        TnefSamples.compressedRtf("{\\rtf1}".getBytes(StandardCharsets.US_ASCII)),
                        "hi")));
        samples.add(new Sample(
                "msg-nested-body",
                OfficeSamples.mail(
                        "a.txt",
                        new byte[5],
                        TnefSamples.compressedRtf("{\\rtf1}".getBytes(StandardCharsets.US_ASCII)),
                        text)));
        samples.add(new Sample(
                "msg-rtf-object", OfficeSamples.mail("a.txt", new byte[5], TnefSamples.compressedRtf(rtfWith), "hi")));
        samples.add(new Sample("docx-macro", zip("word/vbaProject.bin", OfficeSamples.macros("' " + text + "\r\n"))));

        for (PdfSamples.Objects objects : PdfSamples.Objects.values()) {
            String kind = "pdf-" + objects.name().toLowerCase(java.util.Locale.ROOT);
            samples.add(new Sample(
                    kind + "-attachment",
                    PdfSamples.document(objects, document -> PdfSamples.attach(document, "file.com", payload))));
            samples.add(new Sample(
                    kind + "-script",
                    PdfSamples.document(objects, document -> PdfSamples.script(document, "// " + text))));
            samples.add(new Sample(
                    kind + "-wide-script",
                    PdfSamples.document(objects, document -> PdfSamples.wideScript(document, "// " + text))));
        }
        COSName[][] chains = {
            {},
            {COSName.FLATE_DECODE},
            {COSName.LZW_DECODE},
            {COSName.ASCII85_DECODE, COSName.FLATE_DECODE},
            {COSName.ASCII_HEX_DECODE},
            {COSName.RUN_LENGTH_DECODE},
            {COSName.ASCII_HEX_DECODE, COSName.ASCII85_DECODE, COSName.LZW_DECODE}
        };
        for (int i = 0; i < chains.length; i++) {
            COSName[] filters = chains[i];
            samples.add(new Sample(
                    "pdf-filters-" + i,
                    PdfSamples.document(
                            PdfSamples.Objects.PLAIN, document -> PdfSamples.stream(document, payload, filters))));
        }
        samples.addAll(encrypted(payload));

        samples.add(new Sample("rtf-package", rtfWith));
        byte[] record = RtfSamples.record("Package", OfficeSamples.packaged("a.com", payload));
        samples.add(new Sample("rtf-dirty", RtfSamples.rtf(RtfSamples.dirtyHex(record))));
        byte[] compound = OfficeSamples.withPackage("in.com", payload);
        samples.add(new Sample(
                "rtf-compound", RtfSamples.rtf(RtfSamples.hex(RtfSamples.record("Word.Document.8", compound)))));
        samples.add(new Sample(
                "rtf-broken-record", RtfSamples.rtf(RtfSamples.hex(Samples.concat(Samples.random(70), compound)))));
        samples.add(new Sample("rtf-binary", binaryRtf(record)));

        samples.addAll(cabinets(payload, folder));
        return samples;
    }

    private static List<Sample> encrypted(byte[] payload) throws IOException {
        List<Sample> samples = new ArrayList<>();
        for (PdfSamples.Objects objects : PdfSamples.Objects.values()) {
            for (int bits : new int[] {40, 128, 256}) {
                for (boolean aes : bits == 128 ? new boolean[] {false, true} : new boolean[] {bits == 256}) {
                    samples.add(new Sample(
                            "pdf-empty-password-" + bits + (aes ? "-aes-" : "-rc4-") + objects,
                            PdfSamples.document(objects, document -> {
                                PdfSamples.attach(document, "file.com", payload);
                                PdfSamples.protect(document, "", bits, aes);
                            })));
                }
            }
        }
        return samples;
    }

    private static byte[] binaryRtf(byte[] record) {
        byte[] head = ("{\\rtf1{\\object{\\*\\objdata \\bin" + record.length + " ").getBytes(StandardCharsets.US_ASCII);
        return Samples.concat(head, record, "}}}".getBytes(StandardCharsets.US_ASCII));
    }

    static List<Sample> cabinets(byte[] payload, Path folder) throws IOException {
        Path in = Files.createTempDirectory(folder, "cab");
        Files.write(in.resolve("big.txt"), Samples.text(100_000)); // several blocks before it
        Files.write(in.resolve("virus.com"), payload);
        Files.writeString(in.resolve("last.txt"), "the last");
        Tools.shell(
                in, "gcab -c stored.cab big.txt virus.com last.txt && gcab -cz zipped.cab big.txt virus.com last.txt");
        Tools.shell(in, "mscompress virus.com && mv virus.com_ virus.szdd");
        return List.of(
                new Sample("cab-stored", Files.readAllBytes(in.resolve("stored.cab"))),
                new Sample("cab-mszip", Files.readAllBytes(in.resolve("zipped.cab"))),
                new Sample(
                        "cab-behind-a-program",
                        Samples.concat(
                                Files.readAllBytes(Path.of("/bin/true")),
                                Files.readAllBytes(in.resolve("zipped.cab")))),
                new Sample("szdd", Files.readAllBytes(in.resolve("virus.szdd"))));
    }

    static byte[] zip(String name, byte[] member) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(member);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
