package dev.gatehouse.backend.yara;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The files that hold the rules.
 *
 * @param texts rules as text
 * @param compiled files of compiled rules
 */
record RuleSources(List<RuleSource> texts, List<Path> compiled) {

    /** The namespace of files that are named one by one, as with the {@code yara} command. */
    static final String DEFAULT_NAMESPACE = "default";

    private static final Set<String> TEXT_SUFFIXES = Set.of("yar", "yara", "rule", "rules");
    private static final String COMPILED_SUFFIX = "yac";
    private static final byte[] COMPILED_START = "YARA".getBytes(StandardCharsets.US_ASCII);

    /** Copies the lists. */
    RuleSources {
        texts = List.copyOf(texts);
        compiled = List.copyOf(compiled);
    }

    /**
     * Files as they are named, and of folders what they and the folders in them hold: {@code .yar}, {@code .yara},
     * {@code .rule} and {@code .rules} as text, {@code .yac} as compiled. A file of a folder is a namespace of its own,
     * named by its path in the folder, because files of one collection often use the same names.
     *
     * @throws IOException if a file is not there or cannot be read
     */
    static RuleSources of(List<Path> places) throws IOException {
        List<RuleSource> texts = new ArrayList<>();
        List<Path> compiled = new ArrayList<>();
        for (Path place : places) {
            if (Files.isDirectory(place)) {
                for (Path file : inFolder(place)) {
                    if (suffix(file).equals(COMPILED_SUFFIX)) {
                        compiled.add(file);
                    } else {
                        texts.add(new RuleSource(file, place.relativize(file).toString()));
                    }
                }
            } else if (!Files.exists(place)) {
                throw new NoSuchFileException(place.toString(), null, "no such file");
            } else if (isCompiled(place)) {
                compiled.add(place);
            } else {
                texts.add(new RuleSource(place, DEFAULT_NAMESPACE));
            }
        }
        return new RuleSources(texts, compiled);
    }

    boolean isEmpty() {
        return texts.isEmpty() && compiled.isEmpty();
    }

    private static List<Path> inFolder(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file ->
                            TEXT_SUFFIXES.contains(suffix(file)) || suffix(file).equals(COMPILED_SUFFIX))
                    .sorted()
                    .toList();
        }
    }

    private static String suffix(Path file) {
        String name = file.getFileName().toString();
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    private static boolean isCompiled(Path file) throws IOException {
        try (InputStream stream = Files.newInputStream(file)) {
            return Arrays.equals(stream.readNBytes(COMPILED_START.length), COMPILED_START);
        }
    }
}
