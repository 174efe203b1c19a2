package dev.gatehouse.gateway.clamd;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** What lies in a folder, in clamd's order: files before folders, each by inode. Links and special files are left out. */
final class Folder {

    private static final String ATTRIBUTES = "unix:ino,isRegularFile,isDirectory";

    private Folder() {}

    /**
     * Something in a folder.
     *
     * @param path where it is
     * @param folder whether it is a folder itself; otherwise it is a file
     * @param inode its number
     */
    record Entry(Path path, boolean folder, long inode) {}

    /**
     * Lists a folder.
     *
     * @throws IOException if it cannot be read; what vanishes meanwhile is left out
     */
    static List<Entry> list(Path folder) throws IOException {
        List<Entry> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            for (Path path : stream) {
                Map<String, Object> attributes;
                try {
                    attributes = Files.readAttributes(path, ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
                } catch (java.nio.file.NoSuchFileException e) {
                    continue;
                }
                boolean isFolder = Boolean.TRUE.equals(attributes.get("isDirectory"));
                if (isFolder || Boolean.TRUE.equals(attributes.get("isRegularFile"))) {
                    long inode = attributes.get("ino") instanceof Number number ? number.longValue() : 0;
                    entries.add(new Entry(path, isFolder, inode));
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        entries.sort(Comparator.comparing(Entry::folder).thenComparingLong(Entry::inode));
        return entries;
    }
}
