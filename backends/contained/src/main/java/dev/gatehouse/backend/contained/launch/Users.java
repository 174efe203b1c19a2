package dev.gatehouse.backend.contained.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Who the gate is, and who its children are. */
final class Users {

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Path MAP = Path.of("/proc/self/uid_map");

    /** Nobody's number: above those that systems give out, and one for each child, so that they are strangers too. */
    private static final long FIRST = 2_000_000_000;

    private static final int CHILDREN = 64;
    private static final int GATES = 1_000_000;
    private static final long NOBODY = 65_534;

    private Users() {}

    /** Whether the gate is root. */
    static boolean root() {
        try {
            return Files.readAllLines(STATUS).stream().anyMatch(line -> line.matches("Uid:\\s+\\d+\\s+0\\s.*"));
        } catch (IOException e) {
            return false;
        }
    }

    /** Runs what follows without a way to gain rights, and ends it with the gate. */
    static List<String> bound() {
        return List.of("/usr/bin/setpriv", "--no-new-privs", "--pdeathsig", "KILL");
    }

    /** Drops everything that root has and runs what follows as the user of a child. */
    static List<String> dropping(int slot) {
        long gate = ProcessHandle.current().pid() % GATES;
        long user = FIRST + gate * CHILDREN + slot % CHILDREN;
        long id = known(user) ? user : NOBODY;
        return List.of(
                "/usr/bin/setpriv",
                "--pdeathsig",
                "KILL",
                "--reuid=" + id,
                "--regid=" + id,
                "--clear-groups",
                "--no-new-privs",
                "--inh-caps=-all");
    }

    /** Whether the gate's own user namespace has such a user. */
    private static boolean known(long user) {
        try {
            for (String line : Files.readAllLines(MAP)) {
                String[] fields = line.strip().split("\\s+", -1);
                long first = Long.parseLong(fields[0]);
                if (user >= first && user - first < Long.parseLong(fields[2])) {
                    return true;
                }
            }
            return false;
        } catch (IOException | NumberFormatException e) {
            return false;
        }
    }
}
