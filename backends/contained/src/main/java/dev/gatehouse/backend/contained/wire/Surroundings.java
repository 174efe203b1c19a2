package dev.gatehouse.backend.contained.wire;

import java.util.List;

/**
 * What a child needs to know of the world outside in order to find out that it cannot reach it.
 *
 * @param fenced whether the child puts a fence around files itself, since nothing else does
 * @param readable the paths that it may read, when it fences itself in
 * @param temporary the folder that it may write to
 * @param canary a folder of the gate's own in which everybody may write and with a file {@code read-me} that everybody
 *     may read
 * @param process the gate's process
 * @param namespaces the gate's namespaces, as /proc/self/ns names them
 * @param cpus how many processors the child shall have
 * @param dataBytes how much data the child shall have
 */
public record Surroundings(
        boolean fenced,
        List<String> readable,
        String temporary,
        String canary,
        long process,
        List<String> namespaces,
        int cpus,
        long dataBytes) {

    /** Copies the lists. */
    public Surroundings {
        readable = List.copyOf(readable);
        namespaces = List.copyOf(namespaces);
    }
}
