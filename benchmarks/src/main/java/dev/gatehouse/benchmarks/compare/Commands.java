package dev.gatehouse.benchmarks.compare;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The command lines. Limits are lifted alike, so that nobody is quick by looking away. */
final class Commands {

    private static final List<String> CLAMAV_LIMITS = List.of(
            "--max-filesize=2000M",
            "--max-scansize=4000M",
            "--max-files=1000000",
            "--max-recursion=32",
            "--max-scantime=0");

    private final Path launcher;

    /** Commands that use a {@code gatehouse} launcher. */
    Commands(Path launcher) {
        this.launcher = launcher;
    }

    /** How a contender scans a target, or nothing when it cannot with this database. */
    Optional<List<String>> scan(Contender contender, Database database, Target target, Optional<Clamd> daemon) {
        return switch (contender) {
            case GATEHOUSE -> Optional.of(gatehouse(database.folder(), target));
            case GATEHOUSE_COMPILED -> database.compiled().map(file -> gatehouse(file, target));
            case CLAMSCAN -> Optional.of(clamscan(database, target));
            case CLAMD -> daemon.map(server -> with(server.client(), target));
            case YARA -> database.rules().map(rules -> yara(rules, target));
            case SHA256SUM -> Optional.of(overFiles("sha256sum", target));
            case CAT -> Optional.of(overFiles("cat", target));
        };
    }

    private List<String> gatehouse(Path signatures, Target target) {
        return with(
                List.of(
                        launcher.toString(),
                        "scan",
                        "--jobs",
                        "1",
                        "--no-bundled",
                        "--infected",
                        "--no-summary",
                        "--no-progress",
                        "--max-scantime",
                        "0",
                        "--incomplete-as",
                        "ok",
                        "-d",
                        signatures.toString()),
                target);
    }

    private static List<String> clamscan(Database database, Target target) {
        List<String> command = new ArrayList<>(List.of("clamscan", "-r", "-i", "--no-summary", "--bytecode=no"));
        command.addAll(CLAMAV_LIMITS);
        command.addAll(List.of("-d", database.folder().toString()));
        return with(command, target);
    }

    /** YARA takes one folder at a time. */
    private static List<String> yara(Path rules, Target target) {
        List<String> command = new ArrayList<>(List.of(
                "sh",
                "-c",
                "rules=$1; shift; for path; do yara -w -N -p 1 -r \"$rules\" \"$path\" || exit; done",
                "yara"));
        command.add(rules.toString());
        return with(command, target);
    }

    private static List<String> overFiles(String program, Target target) {
        String script = "find \"$@\" -type f -print0 | xargs -0 " + program + " >/dev/null";
        return with(List.of("sh", "-c", script, program), target);
    }

    private static List<String> with(List<String> command, Target target) {
        List<String> whole = new ArrayList<>(command);
        target.paths().forEach(path -> whole.add(path.toString()));
        return List.copyOf(whole);
    }
}
