package dev.gatehouse.confine;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the gate gives up once its files, database and peers are open.
 *
 * @param programs whether it must still start programs, as for backends that do
 * @param sockets whether it must still make sockets, as for backends behind one
 * @param writable the folders below which it still writes
 */
public record Confinement(boolean programs, boolean sockets, List<Path> writable) {

    private static final long AT_FDCWD = -100;
    private static final long O_WRONLY_CLOEXEC = 1 | 02000000;
    private static final long AF_INET = 2;
    private static final long SOCK_STREAM_CLOEXEC = 1 | 02000000;

    /** Copies the list. */
    public Confinement {
        writable = List.copyOf(writable);
    }

    /**
     * One thing that was to be given up.
     *
     * @param name what: {@code no-programs}, {@code no-sockets}, {@code no-kernel-interfaces}, {@code no-other-writes}
     * @param inForce whether it is given up, found out by trying
     * @param detail by what, or why not; one line for a person
     */
    public record Measure(String name, boolean inForce, String detail) {}

    /**
     * Gives it up, for good. Call it on the thread that starts the threads which scan: the filter on system calls binds
     * every thread, but the fence around files binds this one and those that it starts. Takes about a millisecond, once
     * the virtual machine has linked the one native function it needs.
     *
     * @return what was to be given up and whether it is; never throws where it cannot be had
     */
    public List<Measure> apply() {
        Optional<Linux> here = Linux.here();
        if (here.isEmpty()) {
            return wanted().stream()
                    .map(name -> new Measure(name, false, Linux.absence()))
                    .toList();
        }
        Linux linux = here.get();
        Optional<String> noFence = new Landlock(Optional.empty(), Optional.of(writable)).install(linux);
        Optional<String> noFilter = filter().install(linux);
        List<Measure> measures = new ArrayList<>();
        for (String name : wanted()) {
            measures.add(
                    switch (name) {
                        case "no-programs" -> measure(name, cannotExecute(linux), "seccomp, all threads", noFilter);
                        case "no-sockets" -> measure(name, cannotConnect(linux), "seccomp, all threads", noFilter);
                        case "no-other-writes" ->
                            measure(
                                    name,
                                    cannotWrite(linux),
                                    "Landlock version " + Landlock.version(linux)
                                            + ", the threads that scan; writes only below " + writable,
                                    noFence);
                        default -> measure(name, kernelIsShut(linux), "seccomp, all threads", noFilter);
                    });
        }
        return measures;
    }

    private List<String> wanted() {
        List<String> names = new ArrayList<>();
        if (!programs) {
            names.add("no-programs");
        }
        if (!sockets) {
            names.add("no-sockets");
        }
        names.add("no-kernel-interfaces");
        names.add("no-other-writes");
        return names;
    }

    private SyscallFilter filter() {
        // Children make their own namespaces: a process that starts programs keeps what sandboxes are made with.
        SyscallFilter filter = SyscallFilter.allowing().refusing(CallGroup.KERNEL);
        if (!programs) {
            filter = filter.refusing(CallGroup.EXECUTION, CallGroup.OTHER_PROCESSES, CallGroup.NAMESPACES)
                    .refusing(SyscallFilter.Partly.NO_NEW_PROCESSES);
        }
        return sockets ? filter : filter.refusing(CallGroup.SOCKETS);
    }

    private static Measure measure(String name, boolean inForce, String by, Optional<String> trouble) {
        return new Measure(name, inForce, inForce ? by : trouble.orElse("the kernel does not keep to it"));
    }

    private static boolean cannotExecute(Linux linux) {
        try (Arena arena = Arena.ofConfined()) {
            return linux.call(SystemCall.EXECVE, arena.allocateFrom("").address(), 0, 0) == -Linux.EPERM;
        }
    }

    private static boolean cannotConnect(Linux linux) {
        long socket = linux.call(SystemCall.SOCKET, AF_INET, SOCK_STREAM_CLOEXEC, 0);
        close(linux, socket);
        return socket == -Linux.EPERM;
    }

    private static boolean cannotWrite(Linux linux) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment name = arena.allocateFrom("/dev/null");
            long file = linux.call(SystemCall.OPENAT, AT_FDCWD, name.address(), O_WRONLY_CLOEXEC, 0);
            close(linux, file);
            return file == -Linux.EACCES;
        }
    }

    /** An impossible request, so that nothing comes of it where it is not refused. */
    private static boolean kernelIsShut(Linux linux) {
        return linux.call(SystemCall.BPF, -1, 0, 0) == -Linux.EPERM
                && linux.call(SystemCall.PERSONALITY, -1) == -Linux.EPERM;
    }

    private static void close(Linux linux, long descriptor) {
        if (descriptor >= 0) {
            linux.call(SystemCall.CLOSE, descriptor);
        }
    }
}
