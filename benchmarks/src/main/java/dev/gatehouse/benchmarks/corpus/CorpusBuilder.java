package dev.gatehouse.benchmarks.corpus;

import dev.gatehouse.benchmarks.WorkFolder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Makes a corpus: of all files in the packages, as many of each class as its size asks for, in an order that depends on
 * their names alone. Files are linked where the file system can; no content is there twice.
 */
final class CorpusBuilder {

    /** A file that may go into the corpus, and where it would lie within its class. */
    private record Candidate(Path file, String name, long size, String order) {}

    private final WorkFolder work;
    private final double scale;
    private final Manifest.Builder manifest = new Manifest.Builder();
    private final Manifest.Builder leftovers = new Manifest.Builder();
    private final Set<String> seen = new HashSet<>();

    /**
     * A builder.
     *
     * @param scale how large the corpus shall be; 1 is whole
     */
    CorpusBuilder(WorkFolder work, double scale) {
        this.work = work;
        this.scale = scale;
    }

    /**
     * Fetches, unpacks and sorts everything.
     *
     * @throws IOException if something cannot be fetched, read or written
     */
    Manifest build(Recipe recipe) throws IOException {
        List<Path> packages = Fetch.packages(recipe.packages(), work.packages());
        List<Path> jars = Fetch.jars(recipe.jars(), work.jars());
        Map<FileClass, List<Candidate>> candidates = new EnumMap<>(FileClass.class);
        for (FileClass each : FileClass.values()) {
            candidates.put(each, new ArrayList<>());
        }
        for (int i = 0; i < packages.size(); i++) {
            String name = recipe.packages().get(i);
            Path tree = work.trees().resolve(name);
            Fetch.unpack(packages.get(i), tree);
            addTree(tree, name, candidates);
        }
        addFiles(packages, candidates.getOrDefault(FileClass.DEBS, new ArrayList<>()));
        addFiles(jars, candidates.getOrDefault(FileClass.JARS, new ArrayList<>()));
        delete(work.corpus());
        for (Map.Entry<FileClass, List<Candidate>> entry : candidates.entrySet()) {
            take(entry.getKey(), entry.getValue());
        }
        Manifest leftover = leftovers.build();
        leftover.write(Manifest.leftoversOf(work.corpus()));
        Manifest whole = manifest.build();
        whole.write(Manifest.of(work.corpus()));
        return whole;
    }

    private static void addTree(Path tree, String name, Map<FileClass, List<Candidate>> candidates) throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(tree)) {
            files = walk.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .toList();
        }
        for (Path file : files) {
            long size = Files.size(file);
            Optional<FileClass> kind = FileClass.of(head(file), size);
            if (kind.isPresent()) {
                String inside = name + "/" + tree.relativize(file);
                candidates
                        .getOrDefault(kind.get(), new ArrayList<>())
                        .add(new Candidate(file, inside, size, order(inside)));
            }
        }
    }

    private static void addFiles(List<Path> files, List<Candidate> candidates) throws IOException {
        for (Path file : files) {
            String name = String.valueOf(file.getFileName());
            candidates.add(new Candidate(file, name, Files.size(file), order(name)));
        }
    }

    private static byte[] head(Path file) throws IOException {
        try (InputStream stream = Files.newInputStream(file)) {
            return stream.readNBytes(FileClass.HEAD_BYTES);
        }
    }

    private void take(FileClass kind, List<Candidate> candidates) throws IOException {
        long wanted = (long) (kind.bytes() * scale);
        long taken = 0;
        candidates.sort(Comparator.comparing(Candidate::order));
        for (Candidate each : candidates) {
            boolean fits = taken + each.size() <= wanted;
            String sha256 = digest(each.file());
            if (seen.add(sha256)) {
                String name = kind.folder() + "/" + each.name();
                if (fits) {
                    link(each.file(), work.corpus().resolve(name));
                    manifest.add(name, each.size(), sha256);
                    taken += each.size();
                } else {
                    leftovers.add(each.file().toString(), each.size(), sha256);
                }
            }
        }
    }

    private static void link(Path file, Path link) throws IOException {
        Files.createDirectories(link.resolveSibling(""));
        try {
            Files.createLink(link, file);
        } catch (IOException | UnsupportedOperationException otherFileSystem) {
            Files.copy(file, link);
        }
    }

    private static String order(String name) {
        return HexFormat.of().formatHex(sha256().digest(name.getBytes(StandardCharsets.UTF_8)));
    }

    private static String digest(Path file) throws IOException {
        MessageDigest digest = sha256();
        byte[] buffer = new byte[1 << 16];
        try (InputStream stream = Files.newInputStream(file)) {
            for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> all;
        try (Stream<Path> walk = Files.walk(folder)) {
            all = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path each : all) {
            Files.delete(each);
        }
    }
}
