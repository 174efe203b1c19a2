package dev.gatehouse.gateway.operations;

import dev.gatehouse.engine.LineupEntry;
import dev.gatehouse.engine.house.InstallationException;
import java.nio.file.Path;
import java.util.List;

/** Gives up what the process does not need once everything is open. */
@FunctionalInterface
public interface Confiner {

    /**
     * Does so, on the thread that starts the threads which scan.
     *
     * @param entries who scans
     * @param writable the folders below which the process writes while it serves
     * @return what is given up now, a line for the log
     * @throws InstallationException if something must be given up and cannot be
     */
    String confine(List<LineupEntry> entries, List<Path> writable) throws InstallationException;
}
