package dev.gatehouse.backend.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Fills in a profile's arguments.
 *
 * @param program the scanner
 * @param more the operator's own arguments
 */
record CommandLine(Path program, List<String> more) {

    /**
     * The command for files. They are absolute paths, so none can be taken for an option.
     *
     * @param template the profile's arguments
     * @param list the file that lists them, if one was made
     */
    List<String> of(List<String> template, List<Path> files, Optional<Path> list) {
        List<String> command = new ArrayList<>();
        command.add(program.toString());
        for (String argument : template) {
            switch (argument) {
                case "{more}" -> command.addAll(more);
                case "{files}" -> files.forEach(file -> command.add(file.toString()));
                default -> command.add(filled(argument, files, list));
            }
        }
        return command;
    }

    private static String filled(String argument, List<Path> files, Optional<Path> list) {
        // one or the other: what is filled in is never looked at again
        if (argument.contains("{list}") && list.isPresent()) {
            return argument.replace("{list}", list.get().toString());
        }
        return files.isEmpty()
                ? argument
                : argument.replace("{file}", files.getFirst().toString());
    }
}
