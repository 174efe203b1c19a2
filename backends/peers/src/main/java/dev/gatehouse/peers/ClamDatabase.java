package dev.gatehouse.peers;

import dev.gatehouse.tck.Sample;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A tiny signature database that ClamAV's programs load, written by the test. It has a number and a date as the daily
 * database has, in an unsigned container ({@code daily.cud}), which clamd reports like those of the signed one.
 *
 * @param folder the database's folder
 */
public record ClamDatabase(Path folder) {

    /** What ClamAV calls EICAR with this database: what is not signed is UNOFFICIAL. */
    public static final String EICAR = "Test.Eicar.UNOFFICIAL";

    private static final String HOOK = "hook and eye";
    private static final String LOCK = "lock and key";
    private static final int HEADER_BYTES = 512;
    private static final int TAR_BLOCK = 512;

    /** EICAR, as {@link #EICAR}. */
    public static Sample eicar() {
        return Sample.eicar(EICAR);
    }

    /** A text with two names. */
    public static Sample manyNames() {
        return Sample.of(bytes(HOOK + ", " + LOCK), "Test.Hook.UNOFFICIAL", "Test.Lock.UNOFFICIAL");
    }

    /**
     * Writes the signatures.
     *
     * @param version the number of the daily database
     * @param time its date, seconds matter
     * @throws IOException if the folder cannot be written
     */
    public void write(int version, Instant time) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(
                folder.resolve("test.ndb"),
                "Test.Eicar:0:*:" + hex(eicar().bytes()) + "\nTest.Hook:0:*:" + hex(bytes(HOOK)) + "\nTest.Lock:0:*:"
                        + hex(bytes(LOCK)) + "\n");
        // by another name and a rename: clamd must never see half a file
        Path whole = Files.write(folder.resolve("daily.new"), daily(version, time));
        Files.move(whole, folder.resolve("daily.cud"), StandardCopyOption.ATOMIC_MOVE);
    }

    /** A header of 512 bytes and a tar with a table of contents, as {@code sigtool --build --unsigned} makes them. */
    private static byte[] daily(int version, Instant time) throws IOException {
        String header =
                "ClamAV-VDB:01 Jan 2026 00-00 +0000:%d:1:90:X:X:gatehouse:%d".formatted(version, time.getEpochSecond());
        byte[] signatures = bytes("Test.Daily:0:*:" + hex(bytes("a mark of the daily signatures")) + "\n");
        String contents = header + "\ndaily.ndb:" + signatures.length + ":" + sha256(signatures) + "\n";
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(Arrays.copyOf(bytes(header + " ".repeat(HEADER_BYTES)), HEADER_BYTES));
        member(out, "COPYING", bytes("made by a test\n"));
        member(out, "daily.info", bytes(contents));
        member(out, "daily.ndb", signatures);
        out.write(new byte[2 * TAR_BLOCK]);
        return out.toByteArray();
    }

    /** One member in the ustar format, POSIX.1-1988. */
    private static void member(ByteArrayOutputStream out, String name, byte[] content) throws IOException {
        byte[] header = new byte[TAR_BLOCK];
        put(header, 0, name);
        put(header, 100, "0000644\0" + "0000000\0" + "0000000\0");
        put(header, 124, "%011o\0%011o\0".formatted(content.length, 0));
        put(header, 148, " ".repeat(8));
        put(header, 156, "0");
        put(header, 257, "ustar\00000");
        int sum = 0;
        for (byte each : header) {
            sum += each & 0xff;
        }
        put(header, 148, "%06o\0 ".formatted(sum));
        out.write(header);
        out.write(content);
        out.write(new byte[(TAR_BLOCK - content.length % TAR_BLOCK) % TAR_BLOCK]);
    }

    private static void put(byte[] header, int offset, String text) {
        byte[] bytes = bytes(text);
        System.arraycopy(bytes, 0, header, offset, bytes.length);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static String sha256(byte[] bytes) {
        try {
            return hex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
