package dev.gatehouse.backend.contained.child;

import dev.gatehouse.backend.contained.wire.Surroundings;
import dev.gatehouse.confine.CallGroup;
import dev.gatehouse.confine.Landlock;
import dev.gatehouse.confine.Linux;
import dev.gatehouse.confine.SyscallFilter;
import dev.gatehouse.confine.SyscallFilter.Partly;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the child gives up by itself once its virtual machine runs and is connected: everything that the sandbox had to
 * leave it until then. Where something cannot be given up, the probes find it.
 */
final class Seclusion {

    private Seclusion() {}

    static void apply(Linux linux, Surroundings surroundings) {
        List<Path> writable = List.of(Path.of(surroundings.temporary()));
        if (!surroundings.fenced()) {
            // A file that was handed over lies outside the sandbox's tree: this keeps it from being opened for writing.
            new Landlock(Optional.empty(), Optional.of(writable)).install(linux);
        } else {
            List<Path> readable = Stream.concat(
                            Stream.concat(surroundings.readable().stream(), libraries())
                                    .map(Path::of),
                            writable.stream())
                    .toList();
            new Landlock(Optional.of(readable), Optional.of(writable)).install(linux);
        }
        SyscallFilter.allowing()
                .refusing(
                        CallGroup.EXECUTION,
                        CallGroup.SOCKETS,
                        CallGroup.OTHER_PROCESSES,
                        CallGroup.SIGNALS,
                        CallGroup.NAMESPACES,
                        CallGroup.KERNEL,
                        CallGroup.SHARED_MEMORY,
                        CallGroup.SCHEDULING)
                .refusing(Partly.NO_NEW_PROCESSES, Partly.NO_SHARED_ANONYMOUS_MEMORY, Partly.SIGNALS_TO_ITSELF_ONLY)
                .install(linux);
    }

    /** What every program on the machine is made of, and what the virtual machine asks of itself. */
    private static Stream<String> libraries() {
        return Stream.of(
                "/lib",
                "/lib64",
                "/usr/lib",
                "/usr/lib64",
                "/etc/ld.so.cache",
                "/proc/self",
                "/proc/meminfo",
                "/proc/stat",
                "/sys/fs/cgroup",
                "/sys/devices/system/cpu",
                "/dev/null",
                "/dev/zero",
                "/dev/random",
                "/dev/urandom");
    }
}
