package dev.gatehouse.cli.walk;

import dev.gatehouse.spi.Reason;
import java.nio.file.Path;

/** What a walk comes upon. */
public sealed interface WalkStep {

    /**
     * A regular file, to be scanned.
     *
     * @param path where it is
     * @param name what to call it: the argument, and the names below it
     * @param size bytes that the file system gives it; 0 for files of /proc that hold more
     */
    record RegularFile(Path path, String name, long size) implements WalkStep {}

    /** The caller's standard input, to be scanned. */
    record StandardInput() implements WalkStep {}

    /**
     * A place whose bytes should be looked at but cannot be: an unreadable folder, a name that leads nowhere, a FIFO
     * that the caller named.
     *
     * @param name what to call it
     * @param reason why not
     */
    record Unreadable(String name, Reason reason) implements WalkStep {}

    /**
     * A place that a walk leaves out by design: a link that is not followed, a device, a folder seen before.
     *
     * @param name what to call it
     * @param reason why it is left out
     */
    record Skipped(String name, Reason reason) implements WalkStep {}

    /**
     * A place that the caller's patterns leave out.
     *
     * @param name what to call it
     */
    record Excluded(String name) implements WalkStep {}
}
