package dev.gatehouse.cli.it;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Zips whose members lie over one another, after David Fifield, "A better zip bomb" (2019). Each begins with the EICAR
 * test file as an honest member. Their checksums are left 0: nobody should get as far as to check them.
 */
final class ZipBomb {

    private static final int STORED = 0;
    private static final int DEFLATED = 8;
    private static final int LOCAL_BYTES = 30;
    private static final int CENTRAL_BYTES = 46;
    private static final int IN_ZIP64 = -1;
    private static final int STORED_BLOCK_BYTES = 5;
    private static final int MOST_ENTRIES = 0xffff;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final List<byte[]> directory = new ArrayList<>();

    private ZipBomb() {}

    /** Members that all have the same bytes: one local header, many that point to it. */
    static byte[] fullOverlap(int members, long kernelBytes) {
        ZipBomb bomb = new ZipBomb();
        bomb.eicar();
        byte[] kernel = Zeros.deflated(kernelBytes);
        long offset = bomb.bytes.size();
        bomb.bytes.writeBytes(local(name(0), DEFLATED, kernel.length, Zeros.rounded(kernelBytes)));
        bomb.bytes.writeBytes(kernel);
        for (int i = 0; i < members; i++) {
            bomb.directory.add(central(name(i), DEFLATED, kernel.length, Zeros.rounded(kernelBytes), offset));
        }
        return bomb.end();
    }

    /** Members of which each begins by quoting the local header of the next, and ends in the same bytes. */
    static byte[] quotedOverlap(int members, long kernelBytes) {
        ZipBomb bomb = new ZipBomb();
        bomb.eicar();
        byte[] kernel = Zeros.deflated(kernelBytes);
        int headerBytes = local(name(0), DEFLATED, 0, kernelBytes).length;
        int step = headerBytes + STORED_BLOCK_BYTES;
        for (int i = 0; i < members; i++) {
            int quoted = members - 1 - i;
            long compressed = (long) quoted * step + kernel.length;
            long size = (long) quoted * headerBytes + Zeros.rounded(kernelBytes);
            bomb.directory.add(central(name(i), DEFLATED, compressed, size, bomb.bytes.size()));
            bomb.bytes.writeBytes(local(name(i), DEFLATED, compressed, size));
            if (quoted > 0) {
                bomb.bytes.writeBytes(little(STORED_BLOCK_BYTES)
                        .put((byte) 0)
                        .putShort((short) headerBytes)
                        .putShort((short) ~headerBytes)
                        .array());
            }
        }
        bomb.bytes.writeBytes(kernel);
        return bomb.end();
    }

    /** Many small members of different bytes, each honest. */
    static byte[] manyMembers(int members) {
        ZipBomb bomb = new ZipBomb();
        bomb.eicar();
        for (int i = 0; i < members; i++) {
            bomb.stored(name(i), name(i).getBytes(StandardCharsets.US_ASCII));
        }
        return bomb.end();
    }

    private void eicar() {
        stored("e.com", Samples.eicar());
    }

    private void stored(String name, byte[] content) {
        directory.add(central(name, STORED, content.length, content.length, bytes.size()));
        java.util.zip.CRC32 crc = new java.util.zip.CRC32();
        crc.update(content);
        byte[] header = local(name, STORED, content.length, content.length);
        ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN).putInt(14, (int) crc.getValue());
        ByteBuffer.wrap(directory.getLast()).order(ByteOrder.LITTLE_ENDIAN).putInt(16, (int) crc.getValue());
        bytes.writeBytes(header);
        bytes.writeBytes(content);
    }

    /** Names of equal length, so that headers are. */
    private static String name(int index) {
        return "%08d".formatted(index);
    }

    /** APPNOTE.TXT 4.3.7; sizes of 4 GiB and more stand in a zip64 extra field, 4.5.3. */
    private static byte[] local(String name, int method, long compressed, long size) {
        byte[] zip64 = zip64(compressed, size);
        return little(LOCAL_BYTES + name.length() + zip64.length)
                .putInt(0x04034b50)
                .putShort((short) 45)
                .putShort((short) 0)
                .putShort((short) method)
                .putInt(0)
                .putInt(0)
                .putInt(zip64.length > 0 ? IN_ZIP64 : (int) compressed)
                .putInt(zip64.length > 0 ? IN_ZIP64 : (int) size)
                .putShort((short) name.length())
                .putShort((short) zip64.length)
                .put(name.getBytes(StandardCharsets.US_ASCII))
                .put(zip64)
                .array();
    }

    /** APPNOTE.TXT 4.3.12. */
    private static byte[] central(String name, int method, long compressed, long size, long offset) {
        byte[] zip64 = zip64(compressed, size);
        return little(CENTRAL_BYTES + name.length() + zip64.length)
                .putInt(0x02014b50)
                .putShort((short) 45)
                .putShort((short) 45)
                .putShort((short) 0)
                .putShort((short) method)
                .putInt(0)
                .putInt(0)
                .putInt(zip64.length > 0 ? IN_ZIP64 : (int) compressed)
                .putInt(zip64.length > 0 ? IN_ZIP64 : (int) size)
                .putShort((short) name.length())
                .putShort((short) zip64.length)
                .put(new byte[10])
                .putInt((int) offset)
                .put(name.getBytes(StandardCharsets.US_ASCII))
                .put(zip64)
                .array();
    }

    private static byte[] zip64(long compressed, long size) {
        return size < 1L << 32
                ? new byte[0]
                : little(20)
                        .putShort((short) 1)
                        .putShort((short) 16)
                        .putLong(size)
                        .putLong(compressed)
                        .array();
    }

    /** The directory and its end, with the records of zip64 where the number of members asks for them. 4.3.14 to 16. */
    private byte[] end() {
        long start = bytes.size();
        directory.forEach(bytes::writeBytes);
        long end = bytes.size();
        long entries = directory.size();
        if (entries >= MOST_ENTRIES) {
            bytes.writeBytes(little(56 + 20)
                    .putInt(0x06064b50)
                    .putLong(44)
                    .putShort((short) 45)
                    .putShort((short) 45)
                    .putLong(0)
                    .putLong(entries)
                    .putLong(entries)
                    .putLong(end - start)
                    .putLong(start)
                    .putInt(0x07064b50)
                    .putInt(0)
                    .putLong(end)
                    .putInt(1)
                    .array());
        }
        short told = (short) Math.min(entries, MOST_ENTRIES);
        bytes.writeBytes(little(22)
                .putInt(0x06054b50)
                .putInt(0)
                .putShort(told)
                .putShort(told)
                .putInt((int) (end - start))
                .putInt((int) start)
                .putShort((short) 0)
                .array());
        return bytes.toByteArray();
    }

    private static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
