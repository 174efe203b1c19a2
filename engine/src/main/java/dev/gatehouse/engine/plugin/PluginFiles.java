package dev.gatehouse.engine.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The files of one plugin.
 *
 * @param origin where they are, and the digest over all of them
 * @param jars what its classes are loaded from, in the order of their names
 */
record PluginFiles(Origin origin, List<Path> jars) {

    private static final int WINDOW_BYTES = 1 << 16;

    /** A plugin whose files are not what they must be; the message says what to do. */
    static final class UnfitException extends Exception {

        private static final long serialVersionUID = 1L;

        UnfitException(String message) {
            super(message);
        }
    }

    static boolean isJar(Path file) {
        return file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".jar");
    }

    /** Finds the files of a jar or a folder and digests them. */
    static PluginFiles of(Path entry) throws IOException, UnfitException {
        Path path = entry.toRealPath();
        if (Files.isDirectory(path)) {
            return folder(path);
        }
        if (!Files.isRegularFile(path) || !isJar(path)) {
            throw new UnfitException("is neither a .jar file nor a folder of them");
        }
        requireUnwritable(path);
        return new PluginFiles(new Origin(path, HexFormat.of().formatHex(sha256(path))), List.of(path));
    }

    private static PluginFiles folder(Path folder) throws IOException, UnfitException {
        List<Path> files = regularFiles(folder);
        List<Path> jars = files.stream()
                .filter(file -> folder.equals(file.getParent()) && isJar(file))
                .sorted()
                .toList();
        if (jars.isEmpty()) {
            throw new UnfitException("is a folder without a .jar file in it");
        }
        // sorted by their bytes, as LC_ALL=C sort does
        Map<byte[], Path> sorted = new TreeMap<>(Arrays::compareUnsigned);
        for (Path file : files) {
            String name = folder.relativize(file).toString();
            if (name.indexOf('\n') >= 0 || name.indexOf('\\') >= 0 || name.indexOf('\r') >= 0) {
                throw new UnfitException("has a file whose name cannot be listed: " + name);
            }
            sorted.put(name.getBytes(StandardCharsets.UTF_8), file);
        }
        MessageDigest listing = newSha256();
        for (Map.Entry<byte[], Path> file : sorted.entrySet()) {
            listing.update(HexFormat.of().formatHex(sha256(file.getValue())).getBytes(StandardCharsets.US_ASCII));
            listing.update("  ".getBytes(StandardCharsets.US_ASCII));
            listing.update(file.getKey());
            listing.update((byte) '\n');
        }
        return new PluginFiles(new Origin(folder, HexFormat.of().formatHex(listing.digest())), jars);
    }

    private static List<Path> regularFiles(Path folder) throws IOException, UnfitException {
        List<Path> files = new ArrayList<>();
        List<Path> others = new ArrayList<>();
        List<Path> all = new ArrayList<>();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path inner, BasicFileAttributes attributes) {
                all.add(inner);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                (attributes.isRegularFile() ? files : others).add(file);
                return FileVisitResult.CONTINUE;
            }
        });
        if (!others.isEmpty()) {
            throw new UnfitException("has something that is not a regular file, and so cannot be pinned: "
                    + others.getFirst() + "; put a file in its place");
        }
        all.addAll(files);
        for (Path each : all) {
            requireUnwritable(each);
        }
        return files;
    }

    /** What everybody can change is not what was digested a moment ago. */
    static void requireUnwritable(Path path) throws IOException, UnfitException {
        PosixFileAttributeView view =
                Files.getFileAttributeView(path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        if (view != null && view.readAttributes().permissions().contains(PosixFilePermission.OTHERS_WRITE)) {
            throw new UnfitException("everybody may write to " + path + ": take that away with chmod o-w");
        }
    }

    private static byte[] sha256(Path file) throws IOException {
        MessageDigest digest = newSha256();
        byte[] window = new byte[WINDOW_BYTES];
        try (InputStream stream = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            int count;
            while ((count = stream.read(window)) > 0) {
                digest.update(window, 0, count);
            }
        }
        return digest.digest();
    }

    private static MessageDigest newSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
