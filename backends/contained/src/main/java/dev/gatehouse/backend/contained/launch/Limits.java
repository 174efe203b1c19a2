package dev.gatehouse.backend.contained.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Limits that the kernel holds a child to, set before it starts by prlimit(1) and taskset(1) of util-linux.
 *
 * <p>Memory is bounded as data (RLIMIT_DATA), which counts what a process can write to and nobody else sees; address
 * space would count what a virtual machine reserves and never uses. Shared memory, which it does not count, is refused
 * by the filter on system calls.
 */
final class Limits {

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final int FILES = 512;

    /** Counted for each user; a user of its own is given only by root, others share it with the gate. */
    private static final int OWN_USERS_THREADS = 512;

    private static final int SHARED_USERS_THREADS = 16_384;

    private Limits() {}

    static List<String> command(Recipe recipe, boolean ownUser) {
        List<String> command = new ArrayList<>(List.of(
                "prlimit",
                "--data=" + recipe.dataBytes(),
                "--fsize=" + recipe.temporaryBytes(),
                "--nproc=" + (ownUser ? OWN_USERS_THREADS : SHARED_USERS_THREADS),
                "--nofile=" + FILES,
                "--core=0",
                "--memlock=0",
                "--msgqueue=0"));
        List<Integer> processors = processors();
        if (recipe.cpus() < processors.size()) {
            List<String> chosen = new ArrayList<>();
            for (int i = 0; i < recipe.cpus(); i++) {
                int turn = (recipe.slot() * recipe.cpus() + i) % processors.size();
                chosen.add(Integer.toString(processors.get(turn)));
            }
            command.addAll(List.of("taskset", "-c", String.join(",", chosen)));
        }
        return command;
    }

    /** The processors that the gate may use; none when the system does not tell. */
    private static List<Integer> processors() {
        try {
            for (String line : Files.readAllLines(STATUS)) {
                if (line.startsWith("Cpus_allowed_list:")) {
                    return numbers(line.substring(line.indexOf(':') + 1).strip());
                }
            }
        } catch (IOException | NumberFormatException e) {
            // then the child is not bounded, and says so
        }
        return List.of();
    }

    private static List<Integer> numbers(String ranges) {
        List<Integer> numbers = new ArrayList<>();
        for (String range : ranges.split(",", -1)) {
            String[] ends = range.split("-", 2);
            for (int i = Integer.parseInt(ends[0]); i <= Integer.parseInt(ends[ends.length - 1]); i++) {
                numbers.add(i);
            }
        }
        return numbers;
    }
}
