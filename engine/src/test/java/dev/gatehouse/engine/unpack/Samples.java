package dev.gatehouse.engine.unpack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** A folder of files to put into archives, the same at every run. */
final class Samples {

    private Samples() {}

    /** Text that compresses, bytes that do not, an empty file, one in a folder, one with a long name. */
    static Map<String, byte[]> files() {
        Map<String, byte[]> files = new TreeMap<>();
        files.put("text.txt", text(20_000));
        files.put("random.bin", random(5_000));
        files.put("empty", new byte[0]);
        files.put("sub/inner.txt", text(700));
        files.put("a-rather-long-name-that-no-old-header-holds-".repeat(3) + ".txt", text(90));
        return files;
    }

    static Map<String, byte[]> write(Path folder) throws IOException {
        return write(folder, files());
    }

    static Map<String, byte[]> write(Path folder, Map<String, byte[]> files) throws IOException {
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
        }
        return files;
    }

    static byte[] text(int length) {
        StringBuilder text = new StringBuilder();
        for (int line = 0; text.length() < length; line++) {
            text.append("Line ").append(line * 7919 % 1000).append(" of a text that repeats itself.\n");
        }
        return text.substring(0, length).getBytes(StandardCharsets.US_ASCII);
    }

    static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    static byte[] concat(byte[]... parts) {
        int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
        byte[] all = new byte[length];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }
}
