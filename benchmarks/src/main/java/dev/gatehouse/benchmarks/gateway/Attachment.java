package dev.gatehouse.benchmarks.gateway;

import dev.gatehouse.benchmarks.corpus.FileClass;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** What people attach to mail, made of pieces of the corpus: well-formed files of about the size that is asked for. */
enum Attachment {
    /** A Word document with text and a picture. */
    DOCX("application/vnd.openxmlformats-officedocument.wordprocessingml.document") {
        @Override
        byte[] bytes(int size, Scissors scissors, Random random) throws IOException {
            ByteArrayOutputStream out = new ByteArrayOutputStream(size);
            try (ZipOutputStream zip = new ZipOutputStream(out)) {
                entry(zip, "[Content_Types].xml", ascii("""
                        <?xml version="1.0" encoding="UTF-8"?>
                        <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">\
                        <Default Extension="xml" ContentType="application/xml"/>\
                        <Default Extension="png" ContentType="image/png"/></Types>"""));
                entry(zip, "word/media/image1.png", PNG.bytes(size / 2, scissors, random));
                ByteArrayOutputStream xml = new ByteArrayOutputStream();
                xml.write(ascii("<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document><w:body>"));
                // text of this kind deflates to a third
                for (int left = size / 2 * 3; left > 0; left -= PARAGRAPH_BYTES) {
                    byte[] text = scissors.piece(FileClass.TEXT, PARAGRAPH_BYTES, random);
                    xml.write(ascii("<w:p><w:r><w:t>" + escaped(text) + "</w:t></w:r></w:p>"));
                }
                xml.write(ascii("</w:body></w:document>"));
                entry(zip, "word/document.xml", xml.toByteArray());
            }
            return out.toByteArray();
        }
    },
    /** A zip of texts, pages and the beginnings of programs. */
    ZIP("application/zip") {
        @Override
        byte[] bytes(int size, Scissors scissors, Random random) throws IOException {
            ByteArrayOutputStream out = new ByteArrayOutputStream(size);
            try (ZipOutputStream zip = new ZipOutputStream(out)) {
                for (int i = 1; out.size() < size; i++) {
                    int left = size - out.size();
                    switch (i % 4) {
                        case 0 -> entry(zip, "archive/" + i + ".dll", scissors.head(FileClass.PE, left, random));
                        case 1 -> entry(zip, "archive/" + i + ".html", scissors.piece(FileClass.HTML, left, random));
                        default -> entry(zip, "archive/" + i + ".txt", scissors.piece(FileClass.TEXT, left, random));
                    }
                }
            }
            return out.toByteArray();
        }
    },
    /** A document with streams of text and one of a picture. */
    PDF("application/pdf") {
        @Override
        byte[] bytes(int size, Scissors scissors, Random random) throws IOException {
            ByteArrayOutputStream out = new ByteArrayOutputStream(size);
            out.write(ascii("%PDF-1.4\n"));
            List<Integer> places = new ArrayList<>();
            object(out, places, ascii("<< /Type /Catalog /Pages 2 0 R >>"));
            object(out, places, ascii("<< /Type /Pages /Kids [] /Count 0 >>"));
            object(out, places, stream("/Subtype /Image", noise(size / 2, random)));
            while (out.size() < size) {
                object(out, places, stream("", scissors.piece(FileClass.TEXT, 3 * Math.min(size, 16 << 10), random)));
            }
            int table = out.size();
            out.write(ascii("xref\n0 " + (places.size() + 1) + "\n0000000000 65535 f \n"));
            for (int place : places) {
                out.write(ascii(String.format(Locale.ROOT, "%010d 00000 n \n", place)));
            }
            out.write(ascii(
                    "trailer\n<< /Root 1 0 R /Size " + (places.size() + 1) + " >>\nstartxref\n" + table + "\n%%EOF\n"));
            return out.toByteArray();
        }
    },
    /** A picture whose points do not compress. */
    PNG("image/png") {
        @Override
        byte[] bytes(int size, Scissors scissors, Random random) throws IOException {
            int width = Math.max(1, (int) Math.sqrt(size / 3.0));
            int row = 1 + 3 * width;
            byte[] points = noise(Math.max(row, size), random);
            int rows = points.length / row;
            for (int i = 0; i < rows; i++) {
                points[i * row] = 0; // the row's filter: none
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream(size);
            out.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
            chunk(
                    out,
                    "IHDR",
                    ByteBuffer.allocate(13)
                            .putInt(width)
                            .putInt(rows)
                            .put(new byte[] {8, 2, 0, 0, 0})
                            .array());
            chunk(out, "IDAT", deflated(points, rows * row));
            chunk(out, "IEND", new byte[0]);
            return out.toByteArray();
        }
    },
    /** A log, or a table. */
    TEXT("text/plain; charset=us-ascii") {
        @Override
        byte[] bytes(int size, Scissors scissors, Random random) throws IOException {
            ByteArrayOutputStream out = new ByteArrayOutputStream(size);
            while (out.size() < size) {
                out.write(scissors.piece(FileClass.TEXT, size - out.size(), random));
            }
            return out.toByteArray();
        }
    };

    private static final int PARAGRAPH_BYTES = 600;

    private final String type;

    Attachment(String type) {
        this.type = type;
    }

    /** Its media type. */
    String type() {
        return type;
    }

    /** What it is called by a number. */
    String fileName(int number) {
        return "attachment-" + number + "." + name().toLowerCase(Locale.ROOT);
    }

    /** Makes one of about so many bytes. */
    abstract byte[] bytes(int size, Scissors scissors, Random random) throws IOException;

    /** A zip with one file. */
    static byte[] zipOf(String name, byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            entry(zip, name, content);
        }
        return out.toByteArray();
    }

    private static void entry(ZipOutputStream zip, String name, byte[] content) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTime(0); // the same bytes whenever it is made
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }

    private static void object(ByteArrayOutputStream out, List<Integer> places, byte[] content) throws IOException {
        places.add(out.size());
        out.write(ascii(places.size() + " 0 obj\n"));
        out.write(content);
        out.write(ascii("\nendobj\n"));
    }

    private static byte[] stream(String keys, byte[] content) throws IOException {
        byte[] deflated = deflated(content, content.length);
        ByteArrayOutputStream out = new ByteArrayOutputStream(deflated.length);
        out.write(ascii("<< /Length " + deflated.length + " /Filter /FlateDecode " + keys + " >>\nstream\n"));
        out.write(deflated);
        out.write(ascii("\nendstream"));
        return out.toByteArray();
    }

    private static void chunk(ByteArrayOutputStream out, String name, byte[] content) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(ascii(name));
        crc.update(content);
        out.write(ByteBuffer.allocate(4).putInt(content.length).array());
        out.write(ascii(name));
        out.write(content);
        out.write(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
    }

    /** What does not compress, as the points of a photograph. */
    private static byte[] noise(int size, Random random) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] deflated(byte[] content, int length) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(length);
        try (DeflaterOutputStream deflate = new DeflaterOutputStream(out, new Deflater(6))) {
            deflate.write(content, 0, length);
        }
        return out.toByteArray();
    }

    private static String escaped(byte[] text) {
        return new String(text, StandardCharsets.US_ASCII)
                .replaceAll("[^ -~]", " ")
                .replace("&", "&amp;")
                .replace("<", "&lt;");
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
