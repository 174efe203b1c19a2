package dev.gatehouse.engine.configuration;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which list of approvals holds.
 *
 * @param file the list; its signature lies beside it
 * @param keys the files of the public keys whose signatures count; at least one
 */
public record ApprovalSettings(Path file, List<Path> keys) {

    private static final List<String> KEYS = List.of("file", "keys");

    /** Copies the list. */
    public ApprovalSettings {
        keys = List.copyOf(keys);
    }

    /** Reads {@code approvals:} of a configuration file. */
    static ApprovalSettings read(Path configuration, Setting section) throws ConfigurationException {
        Optional<Path> file = Optional.empty();
        List<Path> keys = new ArrayList<>();
        for (Setting setting : section.settings()) {
            switch (setting.key()) {
                case "file" -> file = Optional.of(setting.pathBeside(configuration));
                case "keys" -> {
                    for (Setting key : setting.each()) {
                        keys.add(key.pathBeside(configuration));
                    }
                }
                default -> throw setting.unknown("approvals", KEYS);
            }
        }
        if (file.isEmpty()) {
            throw section.wrong("approvals need a file: the list that says who may scan");
        }
        if (keys.isEmpty()) {
            throw section.wrong("approvals need keys: the files of the public keys that may have signed the list");
        }
        return new ApprovalSettings(file.get(), keys);
    }
}
