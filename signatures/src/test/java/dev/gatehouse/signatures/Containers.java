package dev.gatehouse.signatures;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Builds ClamAV's containers. */
final class Containers {

    /** Where the header's MD5 begins. */
    static final int MD5_AT = "ClamAV-VDB:16 Nov 2024 09-15 +0000:7:3:90:".length();

    private static final int BLOCK = 512;

    private Containers() {}

    /**
     * A file in a container.
     *
     * @param name its name
     * @param text its content
     */
    record Member(String name, String text) {}

    /** A container with a gzip in it and the right MD5. */
    static byte[] cvd(List<Member> members) {
        return container(gzip(tar(members)));
    }

    /** A container with a plain tar in it, as freshclam leaves it when it has patched one. */
    static byte[] cld(List<Member> members) {
        return container(tar(members));
    }

    private static byte[] container(byte[] archive) {
        String header = "ClamAV-VDB:16 Nov 2024 09-15 +0000:7:3:90:" + md5(archive) + ":signature:builder:1731748500";
        byte[] bytes = new byte[BLOCK + archive.length];
        Arrays.fill(bytes, 0, BLOCK, (byte) ' ');
        byte[] text = header.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(text, 0, bytes, 0, text.length);
        System.arraycopy(archive, 0, bytes, BLOCK, archive.length);
        return bytes;
    }

    private static byte[] tar(List<Member> members) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Member member : members) {
            byte[] content = member.text().getBytes(StandardCharsets.UTF_8);
            byte[] header = new byte[BLOCK];
            put(header, 0, member.name());
            put(header, 100, "0000644\0");
            put(header, 124, "%011o\0".formatted(content.length));
            put(header, 136, "00000000000\0");
            put(header, 148, "        ");
            header[156] = '0';
            put(header, 257, "ustar\00000");
            int sum = 0;
            for (byte value : header) {
                sum += value & 0xff;
            }
            put(header, 148, "%06o\0 ".formatted(sum));
            out.writeBytes(header);
            out.writeBytes(Arrays.copyOf(content, (content.length + BLOCK - 1) / BLOCK * BLOCK));
        }
        out.writeBytes(new byte[2 * BLOCK]);
        return out.toByteArray();
    }

    private static void put(byte[] target, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, target, at, bytes.length);
    }

    private static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static String md5(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
