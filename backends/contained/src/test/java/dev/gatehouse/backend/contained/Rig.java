package dev.gatehouse.backend.contained;

import dev.gatehouse.spi.BackendConfiguration;
import dev.gatehouse.spi.BackendUnavailableException;
import dev.gatehouse.spi.Deadline;
import dev.gatehouse.spi.ScanContext;
import dev.gatehouse.spi.ScanOutcome;
import dev.gatehouse.spi.Subject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Opens contained backends for tests. */
final class Rig {

    private Rig() {}

    static ContainedBackend hostile(String... pairs) throws BackendUnavailableException {
        return open(new ContainedProvider(), "hostile", pairs);
    }

    static ContainedBackend open(ContainedProvider provider, String type, String... pairs)
            throws BackendUnavailableException {
        Map<String, List<String>> values = new TreeMap<>(Map.of("type", List.of(type), "children", List.of("1")));
        for (int i = 0; i < pairs.length; i += 2) {
            values.put(pairs[i], List.of(pairs[i + 1].split(",", -1)));
        }
        return (ContainedBackend) provider.open(new BackendConfiguration("guarded", values));
    }

    static ScanOutcome scan(ContainedBackend backend, Subject subject) {
        return scan(backend, subject, Duration.ofSeconds(20));
    }

    static ScanOutcome scan(ContainedBackend backend, Subject subject, Duration time) {
        return backend.scan(subject, new ScanContext(Deadline.after(time), true));
    }

    /** Programs of sandboxes that run below this process. */
    static List<String> childProcesses() {
        return childProcessHandles().stream().map(Rig::commandLine).toList();
    }

    /** Programs of sandboxes that run below this process. */
    static List<ProcessHandle> childProcessHandles() {
        return ProcessHandle.current()
                .descendants()
                .filter(process -> commandLine(process).contains("contained.child.Child"))
                .toList();
    }

    private static String commandLine(ProcessHandle process) {
        return process.info().commandLine().orElse("");
    }

    /** Whether everybody may read a file and enter the folders on the way to it. */
    static boolean readableByAll(Path file) {
        try {
            for (Path place = file.toRealPath(); place != null; place = place.getParent()) {
                int wanted = Files.isDirectory(place) ? 1 : 4;
                if (((int) Files.getAttribute(place, "unix:mode") & wanted) == 0) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
