package dev.gatehouse.cli.it;

import dev.gatehouse.engine.LineupEntry;
import dev.gatehouse.engine.Role;
import dev.gatehouse.peers.ClamdPeer;
import dev.gatehouse.spi.BackendConfiguration;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A real backend that takes part in a lineup beside the witnesses.
 *
 * @param name what the lineup calls it
 * @param type its type
 * @param settings its settings
 * @param ownName what it alone of all generations calls the mark; nothing where one daemon serves all generations
 */
record Guest(String name, String type, Map<String, List<String>> settings, Optional<String> ownName) {

    /** How all own names begin. */
    static final String OWN = "Real_Generation_";

    private static final String MARK = HexFormat.of().formatHex(Witness.MARK.getBytes(StandardCharsets.US_ASCII));

    LineupEntry entry() {
        return new LineupEntry(type, Role.SECOND, new BackendConfiguration(name, settings));
    }

    /** Those of a generation: always the house matcher, the others by turns, those that are slow to start seldom. */
    static List<Guest> of(int generation, Path folder, ClamdPeer clamd) throws IOException {
        String own = OWN + generation;
        String signatures = Files.writeString(folder.resolve(own + ".ndb"), own + ":0:*:" + MARK + "\n")
                .toString();
        List<Guest> guests = new ArrayList<>();
        guests.add(new Guest("house", "builtin", Map.of("signatures", List.of(signatures)), Optional.of(own)));
        if (generation % 2 == 0) {
            Path rules = Files.writeString(
                    folder.resolve(own + ".yar"),
                    "rule %s { strings: $a = \"%s\" condition: $a at 0 }\n".formatted(own, Witness.MARK));
            guests.add(new Guest(
                    "rules",
                    "yara",
                    Map.of("rules", List.of(rules.toString()), "trust", List.of("rules")),
                    Optional.of(own)));
        }
        if (generation % 3 != 0) {
            guests.add(new Guest(
                    "daemon", "clamd", Map.of("address", List.of("unix:" + clamd.socket())), Optional.empty()));
        }
        if (generation % 10 == 5) {
            guests.add(new Guest(
                    "fenced",
                    "contained",
                    Map.of("type", List.of("builtin"), "with.signatures", List.of(signatures)),
                    Optional.of(own)));
        }
        if (generation % 20 == 10) {
            guests.add(new Guest(
                    "program",
                    "command",
                    Map.of(
                            "profile", List.of("clamscan"),
                            "argument", List.of("--database=" + clamd.database().folder())),
                    Optional.empty()));
        }
        return guests;
    }
}
