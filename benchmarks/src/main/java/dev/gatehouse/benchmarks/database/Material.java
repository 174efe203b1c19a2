package dev.gatehouse.benchmarks.database;

import dev.gatehouse.benchmarks.corpus.Manifest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Ordinary bytes that patterns are cut from: files of the packages that are not in the corpus. */
final class Material {

    /** What bytes come from. */
    enum Kind {
        /** Windows programs. */
        PE,
        /** Linux programs. */
        ELF,
        /** Documentation. */
        HTML,
        /** Sources and all else. */
        TEXT
    }

    /** How many bytes of each kind suffice. */
    private static final int ENOUGH_BYTES = 32 << 20;

    private final Map<Kind, List<byte[]>> files = new EnumMap<>(Kind.class);

    private Material() {}

    private Material(Manifest leftovers) throws IOException {
        Map<Kind, Long> sums = new EnumMap<>(Kind.class);
        for (Manifest.Entry entry : leftovers.entries()) {
            if (entry.size() >= 1024 && entry.size() <= ENOUGH_BYTES) {
                add(Files.readAllBytes(Path.of(entry.name())), sums);
            }
        }
        for (Kind kind : Kind.values()) {
            if (!files.containsKey(kind)) {
                throw new IOException("no file of kind " + kind + " was left out of the corpus; make a smaller corpus");
            }
        }
    }

    /**
     * What the corpus's list of left-over files names.
     *
     * @throws IOException if a file cannot be read, or there is none of some kind
     */
    static Material of(Path corpus) throws IOException {
        return new Material(Manifest.read(Manifest.leftoversOf(corpus)));
    }

    /** Material where there is no corpus: bytes that look like code, and words. */
    static Material made() {
        Material material = new Material();
        RandomGenerator random = DatabaseBuilder.random(0);
        for (Kind kind : Kind.values()) {
            byte[] bytes = switch (kind) {
                case PE, ELF -> CodeBytes.next(1 << 20, random);
                case HTML, TEXT -> words(1 << 20, random);
            };
            material.files.put(kind, List.of(bytes));
        }
        return material;
    }

    private static byte[] words(int length, RandomGenerator random) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (random.nextInt(6) == 0 ? ' ' : 'a' + random.nextInt(26));
        }
        return bytes;
    }

    private void add(byte[] bytes, Map<Kind, Long> sums) {
        String head = new String(bytes, 0, 1024, StandardCharsets.ISO_8859_1);
        if (head.startsWith("!<arch>") || head.startsWith("PK")) {
            return;
        }
        Kind kind = kind(head);
        if (sums.merge(kind, (long) bytes.length, Long::sum) <= ENOUGH_BYTES) {
            files.computeIfAbsent(kind, _ -> new ArrayList<>()).add(bytes);
        }
    }

    private static Kind kind(String head) {
        if (head.startsWith("MZ")) {
            return Kind.PE;
        }
        if (head.startsWith("\177ELF")) {
            return Kind.ELF;
        }
        return head.toLowerCase(Locale.ROOT).contains("<html") ? Kind.HTML : Kind.TEXT;
    }

    /** A piece of a file, anywhere in it. */
    byte[] slice(Kind kind, int length, RandomGenerator random) {
        List<byte[]> choice = files.getOrDefault(kind, List.of());
        byte[] file = choice.get(random.nextInt(choice.size()));
        int at = random.nextInt(Math.max(1, file.length - length));
        byte[] slice = new byte[length];
        System.arraycopy(file, at, slice, 0, Math.min(length, file.length - at));
        return slice;
    }
}
