package dev.gatehouse.backend.contained.child;

import dev.gatehouse.backend.contained.wire.Measure;
import dev.gatehouse.backend.contained.wire.Measured;
import dev.gatehouse.backend.contained.wire.Surroundings;
import dev.gatehouse.confine.Linux;
import dev.gatehouse.confine.SystemCall;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Tries from within what a contained child must not be able to do. Nothing is taken from how it was started. */
final class Probes {

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Path LIMITS = Path.of("/proc/self/limits");
    private static final List<String> FOREIGN_FILES = List.of("/etc/passwd", "/etc/shadow", "/etc/hostname");

    private static final int[] FAMILIES = {2, 10, 16, 17};
    private static final long SOCK_DGRAM_CLOEXEC = 2 | 02000000;
    private static final long AT_FDCWD = -100;
    private static final long O_WRONLY_CREAT_EXCL_CLOEXEC = 1 | 0100 | 0200 | 02000000;
    private static final long SHARED_ANONYMOUS = 0x21;
    private static final long READ_WRITE = 3;
    private static final long CLONE_SIGHAND_ALONE = 0x800;

    private final Linux linux;
    private final Surroundings surroundings;

    Probes(Linux linux, Surroundings surroundings) {
        this.linux = linux;
        this.surroundings = surroundings;
    }

    List<Measured> all() {
        List<Measured> measures = new ArrayList<>(List.of(
                network(), files(), writes(), privileges(), programs(), processes(), systemCalls(), memory(), cpu()));
        measures.add(namespace(Measure.USER_NAMESPACE, "user"));
        measures.add(namespace(Measure.PID_NAMESPACE, "pid"));
        measures.add(namespace(Measure.NET_NAMESPACE, "net"));
        measures.add(namespace(Measure.IPC_NAMESPACE, "ipc"));
        measures.add(namespace(Measure.UTS_NAMESPACE, "uts"));
        measures.add(namespace(Measure.MOUNT_NAMESPACE, "mnt"));
        return measures;
    }

    private Measured network() {
        for (int family : FAMILIES) {
            long socket = linux.call(SystemCall.SOCKET, family, SOCK_DGRAM_CLOEXEC, 0);
            if (socket >= 0) {
                linux.call(SystemCall.CLOSE, socket);
                return new Measured(Measure.NO_NETWORK, false, "a socket of family " + family + " can be made");
            }
        }
        return new Measured(Measure.NO_NETWORK, true, "no socket can be made");
    }

    private Measured files() {
        List<Path> foreign =
                new ArrayList<>(FOREIGN_FILES.stream().map(Path::of).toList());
        foreign.add(Path.of(surroundings.canary(), "read-me"));
        for (Path file : foreign) {
            try (var stream = Files.newInputStream(file)) {
                return new Measured(
                        Measure.NO_FILES, false, file + " can be read" + (stream.available() > 0 ? "" : ", empty"));
            } catch (IOException e) {
                // as it should be
            }
        }
        return new Measured(Measure.NO_FILES, true, "files outside cannot be opened");
    }

    private Measured writes() {
        List<Path> places = new ArrayList<>(
                List.of(Path.of("/"), Path.of("/usr"), Path.of("/dev"), Path.of("/dev/shm"), Path.of("/var/tmp")));
        if (!surroundings.temporary().equals("/tmp")) {
            places.add(Path.of("/tmp"));
        }
        places.add(Path.of(System.getProperty("java.home")));
        places.add(Path.of(surroundings.canary()));
        surroundings.readable().forEach(path -> places.add(Path.of(path)));
        for (Path place : places) {
            Path file =
                    place.resolve("gatehouse-probe-" + ProcessHandle.current().pid());
            if (Files.isDirectory(place) && made(file)) {
                return new Measured(Measure.NO_WRITES, false, "a file can be made in " + place);
            }
        }
        for (String path : surroundings.readable()) {
            if (Files.isRegularFile(Path.of(path)) && opens(Path.of(path), StandardOpenOption.WRITE)) {
                return new Measured(Measure.NO_WRITES, false, path + " can be written to");
            }
        }
        return new Measured(Measure.NO_WRITES, true, "files can be made in " + surroundings.temporary() + " alone");
    }

    private boolean made(Path file) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment name = arena.allocateFrom(file.toString());
            long made = linux.call(SystemCall.OPENAT, AT_FDCWD, name.address(), O_WRONLY_CREAT_EXCL_CLOEXEC, 0600);
            if (made < 0) {
                return false;
            }
            linux.call(SystemCall.CLOSE, made);
        }
        try {
            Files.delete(file);
        } catch (IOException e) {
            // it was made, which is bad enough
        }
        return true;
    }

    private static boolean opens(Path file, StandardOpenOption how) {
        try (var channel = Files.newByteChannel(file, how)) {
            return channel.isOpen();
        } catch (IOException e) {
            return false;
        }
    }

    private static Measured privileges() {
        String user = status("Uid");
        String capabilities = status("CapEff");
        String promise = status("NoNewPrivs");
        // Within a user namespace without a map, everybody is the overflow user, which is never root.
        boolean holds =
                user.matches("(?!0\\s).*") && !user.isEmpty() && capabilities.matches("0+") && promise.equals("1");
        return new Measured(
                Measure.NO_PRIVILEGES,
                holds,
                "user " + user.split("\\s", 2)[0] + ", capabilities " + capabilities + ", no_new_privs " + promise);
    }

    private Measured programs() {
        long executed;
        try (Arena arena = Arena.ofConfined()) {
            executed = linux.call(SystemCall.EXECVE, arena.allocateFrom("").address(), 0, 0);
        }
        // A request for a process that no kernel grants: refused by the filter first, if there is one.
        long cloned = linux.call(SystemCall.CLONE, CLONE_SIGHAND_ALONE, 0, 0, 0, 0);
        boolean holds = executed == -Linux.EPERM && cloned == -Linux.EPERM;
        return new Measured(
                Measure.NO_PROGRAMS, holds, "execve answers error " + -executed + ", clone answers error " + -cloned);
    }

    private Measured processes() {
        int seen = 0;
        try (Stream<Path> entries = Files.list(Path.of("/proc"))) {
            seen = (int) entries.filter(entry -> entry.getFileName().toString().matches("\\d+"))
                    .filter(entry -> Files.isReadable(entry.resolve("status")))
                    .count();
        } catch (IOException e) {
            // then it sees none
        }
        boolean apart = differs("pid");
        long signalled = linux.call(SystemCall.KILL, surroundings.process(), 0);
        boolean holds = signalled != 0 && apart && seen <= 3;
        return new Measured(
                Measure.NO_OTHER_PROCESSES,
                holds,
                seen + " processes in /proc, a signal to the gate answers error " + -signalled
                        + (apart ? "" : ", process numbers are those outside"));
    }

    private static Measured systemCalls() {
        String mode = status("Seccomp");
        String filters = status("Seccomp_filters");
        return new Measured(
                Measure.SYSTEM_CALLS,
                mode.equals("2"),
                "seccomp mode " + mode + (filters.isEmpty() ? "" : ", " + filters + " filters"));
    }

    private Measured memory() {
        OptionalLong limit = dataLimit();
        long shared = linux.call(SystemCall.MMAP, 0, 4096, READ_WRITE, SHARED_ANONYMOUS, -1, 0);
        if (shared >= 0) {
            linux.call(SystemCall.MUNMAP, shared, 4096);
        }
        boolean holds = limit.isPresent() && limit.getAsLong() <= surroundings.dataBytes() && shared == -Linux.EPERM;
        return new Measured(
                Measure.MEMORY,
                holds,
                limit.isPresent()
                        ? limit.getAsLong() + " bytes of data, shared memory answers error " + -shared
                        : "no limit on data");
    }

    private static OptionalLong dataLimit() {
        try {
            for (String line : Files.readAllLines(LIMITS)) {
                if (line.startsWith("Max data size")) {
                    // the hard limit stands behind the soft one, which the process could raise
                    String[] fields =
                            line.substring("Max data size".length()).strip().split("\\s+", -1);
                    return fields[1].equals("unlimited")
                            ? OptionalLong.empty()
                            : OptionalLong.of(Long.parseLong(fields[1]));
                }
            }
        } catch (IOException | NumberFormatException e) {
            // then nobody knows of a limit
        }
        return OptionalLong.empty();
    }

    private Measured cpu() {
        long own = affinity(0);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment all = arena.allocate(128, 8);
            all.fill((byte) 0xff);
            long widened = linux.call(SystemCall.SCHED_SETAFFINITY, 0, all.byteSize(), all.address());
            boolean holds = own > 0 && own <= surroundings.cpus() && widened == -Linux.EPERM;
            return new Measured(
                    Measure.CPU, holds, own + " processors, asking for more answers error " + Math.max(0, -widened));
        }
    }

    private long affinity(long thread) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment mask = arena.allocate(128, 8);
            long bytes = linux.call(SystemCall.SCHED_GETAFFINITY, thread, mask.byteSize(), mask.address());
            long count = 0;
            for (long at = 0; at < bytes; at += Long.BYTES) {
                count += Long.bitCount(mask.get(ValueLayout.JAVA_LONG, at));
            }
            return count;
        }
    }

    private Measured namespace(Measure measure, String name) {
        Optional<String> own = own(name);
        return new Measured(measure, differs(name), own.orElse("the kernel does not tell"));
    }

    private boolean differs(String name) {
        Optional<String> own = own(name);
        return own.isPresent()
                && surroundings.namespaces().stream().anyMatch(each -> each.startsWith(name + ":"))
                && !surroundings.namespaces().contains(own.get());
    }

    private static Optional<String> own(String name) {
        try {
            Path link = Path.of("/proc/self/ns", name);
            return Files.exists(link, LinkOption.NOFOLLOW_LINKS)
                    ? Optional.of(Files.readSymbolicLink(link).toString())
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static String status(String field) {
        try {
            for (String line : Files.readAllLines(STATUS)) {
                if (line.startsWith(field + ":")) {
                    return line.substring(field.length() + 1).strip();
                }
            }
        } catch (IOException e) {
            // then it is not known
        }
        return "";
    }
}
