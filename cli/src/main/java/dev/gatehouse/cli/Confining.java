package dev.gatehouse.cli;

import dev.gatehouse.confine.Confinement;
import dev.gatehouse.confine.Confinement.Measure;
import dev.gatehouse.engine.LineupEntry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What a scanning process still needs once its backends and its outputs are open, and the rest, which it gives up. */
final class Confining {

    /** The one backend that needs nothing but the database that it has open. */
    private static final String SELF_SUFFICIENT = "builtin";

    private Confining() {}

    /**
     * Gives up what a scan with these backends does not need. It writes below its temporary folders, since libraries
     * unpack their native code there, and beside its report.
     *
     * @param entries the lineup
     * @param writable the folders of what was named to be written
     */
    static List<Measure> apply(List<LineupEntry> entries, List<Path> writable) {
        boolean needy = entries.stream().anyMatch(entry -> !entry.type().equals(SELF_SUFFICIENT));
        List<Path> folders = new ArrayList<>(writable);
        folders.add(Path.of(System.getProperty("java.io.tmpdir")));
        return new Confinement(needy, needy, folders).apply();
    }

    /**
     * Does so if the user wants it.
     *
     * @throws CommandException if it is required and something cannot be given up
     */
    static void apply(ConfineMode mode, List<LineupEntry> entries, List<Path> writable) throws CommandException {
        if (mode == ConfineMode.OFF) {
            return;
        }
        List<Measure> missing = apply(entries, writable).stream()
                .filter(measure -> !measure.inForce())
                .toList();
        if (mode == ConfineMode.REQUIRE && !missing.isEmpty()) {
            throw new CommandException("--confine=require: this machine does not offer "
                    + missing.stream()
                            .map(measure -> measure.name() + " (" + measure.detail() + ")")
                            .collect(Collectors.joining(", ")));
        }
    }
}
