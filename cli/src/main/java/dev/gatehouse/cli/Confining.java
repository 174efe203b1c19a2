package dev.gatehouse.cli;

import dev.gatehouse.confine.Confinement;
import dev.gatehouse.confine.Confinement.Measure;
import dev.gatehouse.engine.LineupEntry;
import dev.gatehouse.engine.house.InstallationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a scanning process still needs once its backends and its outputs are open, and the rest, which it gives up. */
final class Confining {

    /** The one backend that needs nothing but the database that it has open. */
    private static final String SELF_SUFFICIENT = "builtin";

    /** Those that are known to start no programs. */
    private static final Set<String> WITHOUT_PROGRAMS = Set.of(SELF_SUFFICIENT, "clamd", "icap", "yara");

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

    /**
     * Gives up what a process that serves does not need. Clients come in and backends are dialled as long as it lives, so
     * sockets stay; where one of the backends starts programs, or nobody knows whether it does, all of it stays, for a
     * fence would be around its children as well.
     *
     * @param writable the folders below which it writes while it serves
     * @return what is given up, for the log
     * @throws InstallationException if it is required and something cannot be given up
     */
    static String serving(ConfineMode mode, List<LineupEntry> entries, List<Path> writable)
            throws InstallationException {
        if (mode == ConfineMode.OFF) {
            return "off";
        }
        Optional<LineupEntry> needy = entries.stream()
                .filter(entry -> !WITHOUT_PROGRAMS.contains(entry.type()))
                .findFirst();
        if (needy.isPresent()) {
            String why = "backend " + needy.get().configuration().name() + " may start programs";
            if (mode == ConfineMode.REQUIRE) {
                throw new InstallationException("--confine=require: " + why);
            }
            return "none, as " + why;
        }
        List<Path> folders = new ArrayList<>(writable);
        folders.add(Path.of(System.getProperty("java.io.tmpdir")));
        for (LineupEntry entry : entries) {
            entry.configuration().values().forEach((key, values) -> {
                if (key.endsWith("folder")) {
                    values.forEach(value -> folders.add(made(Path.of(value))));
                }
            });
        }
        List<Measure> measures = new Confinement(false, true, folders).apply();
        if (mode == ConfineMode.REQUIRE && measures.stream().anyMatch(measure -> !measure.inForce())) {
            throw new InstallationException("--confine=require: this machine does not offer " + named(measures, false));
        }
        return named(measures, true);
    }

    /** A folder that is to be written to must be there when the fence is put up around it. */
    private static Path made(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            // who writes to it tells
        }
        return folder;
    }

    private static String named(List<Measure> measures, boolean inForce) {
        return measures.stream()
                .filter(measure -> measure.inForce() == inForce)
                .map(Measure::name)
                .collect(Collectors.joining(", "));
    }
}
