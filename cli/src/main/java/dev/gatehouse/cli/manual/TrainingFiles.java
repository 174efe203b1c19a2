package dev.gatehouse.cli.manual;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A few small files whose scan goes through what most scans go through, so that the cache made from it holds the classes
 * that most scans need.
 */
final class TrainingFiles {

    private static final int TAR_BLOCK = 512;
    private static final String TEXT = "Nothing is the matter with this file.\n".repeat(200);

    private TrainingFiles() {}

    static void write(Path folder) throws IOException {
        Files.createDirectories(folder.resolve("inner"));
        byte[] text = TEXT.getBytes(StandardCharsets.US_ASCII);
        Files.write(folder.resolve("inner/plain.txt"), text);
        Files.write(folder.resolve("empty"), new byte[0]);
        byte[] zip = zip("docs/plain.txt", text);
        Files.write(folder.resolve("plain.zip"), zip);
        byte[] tar = tar("plain.zip", zip);
        Files.write(folder.resolve("plain.tar"), tar);
        Files.write(folder.resolve("plain.tar.gz"), gzip(tar));
        Files.write(folder.resolve("cut.gz"), Arrays.copyOf(gzip(text), 40));
    }

    private static byte[] zip(String name, byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(content);
        }
        return bytes.toByteArray();
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        }
        return bytes.toByteArray();
    }

    /** A tar of one file: POSIX.1-2017, pax, "ustar Interchange Format". */
    private static byte[] tar(String name, byte[] content) {
        byte[] header = new byte[TAR_BLOCK];
        put(header, 0, name);
        put(header, 100, "0000644");
        put(header, 108, "0000000");
        put(header, 116, "0000000");
        put(header, 124, String.format("%011o", content.length));
        put(header, 136, "00000000000");
        put(header, 148, "        ");
        put(header, 156, "0");
        put(header, 257, "ustar\00000");
        int sum = 0;
        for (byte b : header) {
            sum += b & 0xff;
        }
        put(header, 148, String.format("%06o", sum));
        header[154] = 0;
        ByteArrayOutputStream tar = new ByteArrayOutputStream();
        tar.writeBytes(header);
        tar.writeBytes(content);
        int filled = content.length % TAR_BLOCK;
        tar.writeBytes(new byte[(filled == 0 ? 0 : TAR_BLOCK - filled) + 2 * TAR_BLOCK]);
        return tar.toByteArray();
    }

    private static void put(byte[] header, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }
}
