package dev.gatehouse.backend.contained.launch;

import java.nio.file.Path;
import java.util.List;

/**
 * What one child is made of.
 *
 * @param java the command that starts it, as it is seen from within
 * @param readable the files and folders that it needs, at the same place within and without
 * @param folder the gate's folder for this child: the socket {@code s}, the filter {@code f}, the child's {@code tmp}
 * @param dataBytes the data that it may have, in bytes
 * @param temporaryBytes the room of its temporary folder, in bytes
 * @param cpus how many processors it may use
 * @param slot its number among the children of its backend, from 0
 */
public record Recipe(
        List<String> java, List<Path> readable, Path folder, long dataBytes, long temporaryBytes, int cpus, int slot) {

    /** Copies the lists. */
    public Recipe {
        java = List.copyOf(java);
        readable = List.copyOf(readable);
    }

    /** Where the child finds the gate, seen from without. */
    public Path socket() {
        return folder.resolve("s");
    }

    /** The program of the outer filter. */
    public Path filter() {
        return folder.resolve("f");
    }

    /** The child's own folder, seen from without, where no sandbox makes it one. */
    public Path temporary() {
        return folder.resolve("tmp");
    }
}
