package dev.gatehouse.backend.contained;

import dev.gatehouse.confine.Linux;
import dev.gatehouse.confine.SystemCall;
import dev.gatehouse.spi.Backend;
import dev.gatehouse.spi.BackendIdentity;
import dev.gatehouse.spi.Capability;
import dev.gatehouse.spi.DigestAlgorithm;
import dev.gatehouse.spi.Finding;
import dev.gatehouse.spi.Health;
import dev.gatehouse.spi.Reason;
import dev.gatehouse.spi.ReasonCode;
import dev.gatehouse.spi.ScanContext;
import dev.gatehouse.spi.ScanOutcome;
import dev.gatehouse.spi.Subject;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/** Does what it is told; what it manages to do that it should not is a finding, named {@code escaped}. */
final class HostileBackend implements Backend {

    private final String signatures;

    HostileBackend(String signatures) {
        this.signatures = signatures;
    }

    @Override
    public BackendIdentity identity() {
        return new BackendIdentity(
                "Hostile",
                "Hostile engine",
                System.getProperty("dev.gatehouse.contained", "free"),
                Long.toString(ProcessHandle.current().pid()),
                Optional.of(Instant.parse("2026-02-03T04:05:06.789Z")),
                Set.of(Capability.MATCHES_PARTS, Capability.ALL_MATCHES));
    }

    @Override
    public Health health() {
        return new Health.Ready();
    }

    @Override
    public void close() {}

    @Override
    public ScanOutcome scan(Subject subject, ScanContext context) {
        try {
            byte[] head = new byte[(int) Math.min(64, subject.size())];
            int _ = subject.read(0, head, 0, head.length);
            String[] words = new String(head, StandardCharsets.UTF_8).strip().split(" ", 2);
            List<String> escapes =
                    act(Act.valueOf(words[0]), words.length > 1 ? words[1].strip() : "", subject, context);
            return escapes.isEmpty()
                    ? new ScanOutcome.Clean()
                    : new ScanOutcome.Infected(
                            escapes.stream().map(Finding::named).toList(), List.of());
        } catch (IOException e) {
            return new ScanOutcome.Failed(new Reason(ReasonCode.UNREADABLE, String.valueOf(e.getMessage())));
        }
    }

    private List<String> act(Act act, String word, Subject subject, ScanContext context) throws IOException {
        return switch (act) {
            case BEHAVE -> List.of();
            case DESCRIBE -> describe(subject);
            case SOCKET ->
                managed(
                        () -> new ServerSocket(0),
                        () -> new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(word)),
                        () -> called(SystemCall.SOCKET, 1, 1, 0),
                        () -> called(SystemCall.SOCKET, 2, 1, 0),
                        () -> called(SystemCall.SOCKET, 16, 3, 0));
            case READ ->
                managed(
                        () -> Files.readString(Path.of("/etc/shadow")),
                        () -> Files.readString(Path.of("/etc/passwd")),
                        () -> Files.readString(Path.of("/proc/1/environ")).contains("PWD"),
                        () -> Files.readString(Path.of(word)));
            case WRITE ->
                managed(
                        () -> Files.writeString(Path.of("/x"), "x"),
                        () -> Files.writeString(Path.of("/dev/shm/x"), "x"),
                        () -> Files.writeString(Path.of("/var/tmp/x"), "x"),
                        () -> Files.writeString(Path.of("/etc/x"), "x"),
                        () -> Files.writeString(Path.of(System.getProperty("java.home"), "x"), "x"),
                        () -> Files.writeString(Path.of("/proc/sys/kernel/core_pattern"), "x"),
                        () -> Files.writeString(Path.of(signatures), "x"),
                        () -> Files.writeString(Path.of(word), "x"));
            case FILL -> fill();
            case FORK ->
                managed(
                        () -> new ProcessBuilder("/usr/bin/true").start().waitFor(),
                        () -> new ProcessBuilder(System.getProperty("java.home") + "/bin/java")
                                .start()
                                .pid(),
                        () -> called(SystemCall.CLONE, 0x7e020000 | 17, 0, 0, 0, 0),
                        () -> called(SystemCall.UNSHARE, 0x10000000));
            case THREADS -> threads();
            case PROCESSES -> processes(Long.parseLong(word));
            case HEAP -> heap();
            case NATIVE -> nativeMemory();
            case SHARED ->
                managed(
                        () -> called(SystemCall.MMAP, 0, 1 << 20, 3, 0x21, -1, 0),
                        () -> called(SystemCall.SHMGET, 0, 1 << 20, 0600),
                        () -> called(SystemCall.MEMFD_CREATE, 0, 0));
            case PROCESSORS -> managed(() -> allProcessors());
            case GARBAGE -> garbage(new byte[] {99, 1, 2, 3});
            // Judged, scan 0, CLEAN, no reasons
            case FORGE -> garbage(HexFormat.of().parseHex("04" + "0".repeat(16) + "0".repeat(16) + "00000000"));
            // IdentityIs cannot be forged so cheaply; Found, scan 1, a name and nothing else
            case AHEAD -> {
                Thread.ofPlatform().daemon().start(HostileBackend::talkLater);
                yield List.of();
            }
            case EXIT -> {
                Runtime.getRuntime().halt(7);
                yield List.of();
            }
            case CRASH -> crash();
            case LOOP -> {
                while (true) {
                    Thread.onSpinWait();
                }
            }
            case WAIT -> {
                while (!context.deadline().expired()) {
                    Thread.onSpinWait();
                }
                yield List.of("ended");
            }
            case TAMPER -> tamper();
            case THROW -> throw new IllegalStateException("a fault of the vendor's");
            case FLOOD -> Stream.generate(() -> "Flood").limit(1_000_000).toList();
            case PRINT -> {
                while (true) {
                    System.out.println("x".repeat(1000));
                }
            }
        };
    }

    private static List<String> describe(Subject subject) throws IOException {
        List<String> said = new ArrayList<>();
        said.add("path " + String.join("|", subject.path()));
        for (Optional<Subject> level = Optional.of(subject);
                level.isPresent();
                level = level.get().container()) {
            Subject part = level.get();
            byte[] read = new byte[(int) part.size()];
            int count = part.read(0, read, 0, read.length);
            said.add("part "
                    + part.types().stream().map(Object::toString).sorted().toList() + " " + part.size() + " "
                    + count + " " + (part.size() == 0 || part.bytes().mismatch(MemorySegment.ofArray(read)) < 0) + " "
                    + HexFormat.of().formatHex(part.digest(DigestAlgorithm.SHA256)));
        }
        return said;
    }

    private static List<String> managed(Callable<?>... attempts) {
        List<String> escapes = new ArrayList<>();
        for (int i = 0; i < attempts.length; i++) {
            try {
                Object result = attempts[i].call();
                if (!(result instanceof Boolean success) || success) {
                    escapes.add("escaped " + i + " with " + result);
                }
            } catch (Exception | ExceptionInInitializerError | NoClassDefFoundError e) {
                // that is what is hoped for
            }
        }
        return escapes;
    }

    private static boolean called(SystemCall call, long... arguments) {
        return Linux.here().orElseThrow().call(call, arguments) >= 0;
    }

    private static List<String> fill() {
        long written = 0;
        byte[] block = new byte[1 << 20];
        try (var stream = Files.newOutputStream(Path.of(System.getProperty("java.io.tmpdir"), "full"))) {
            while (written < 10L << 30) {
                stream.write(block);
                written += block.length;
            }
            return List.of("escaped with " + written);
        } catch (IOException e) {
            return written < 2 << 20 ? List.of("could write only " + written) : List.of();
        }
    }

    private static List<String> threads() {
        int started = 0;
        try {
            while (started < 100_000) {
                Thread.ofPlatform().daemon().stackSize(64 << 10).start(() -> {
                    try {
                        Thread.sleep(100_000);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
                started++;
            }
            return List.of("escaped with " + started);
        } catch (OutOfMemoryError e) {
            return List.of();
        }
    }

    private static List<String> processes(long gate) throws IOException {
        List<String> escapes = new ArrayList<>();
        long own = ProcessHandle.current().pid();
        try (Stream<Path> entries = Files.list(Path.of("/proc"))) {
            entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> name.matches("\\d+"))
                    .filter(name -> Files.isReadable(Path.of("/proc", name, "maps")) && Long.parseLong(name) != own)
                    .filter(name -> Long.parseLong(name) > 3)
                    .forEach(name -> escapes.add("escaped: sees " + name));
        } catch (AccessDeniedException e) {
            // it does not even see that there are any
        }
        for (long process : new long[] {gate, 1, -1}) {
            if (called(SystemCall.KILL, process, 0)) {
                escapes.add("escaped: reaches " + process);
            }
        }
        if (called(SystemCall.PTRACE, 16, gate, 0, 0) || called(SystemCall.PIDFD_OPEN, gate, 0)) {
            escapes.add("escaped: traces " + gate);
        }
        return escapes;
    }

    private static List<String> heap() {
        byte[][] taken = new byte[1 << 20][];
        for (int i = 0; i < taken.length; i++) {
            taken[i] = new byte[1 << 20];
        }
        return List.of("escaped with " + taken.length);
    }

    private static List<String> nativeMemory() {
        Linux linux = Linux.here().orElseThrow();
        List<Long> taken = new ArrayList<>();
        while (taken.size() < 10_000) {
            long address = linux.call(SystemCall.MMAP, 0, 1 << 20, 3, 0x22, -1, 0);
            if (address < 0 && address > -4096) {
                break;
            }
            taken.add(address);
        }
        int count = taken.size();
        taken.forEach(address -> linux.call(SystemCall.MUNMAP, address, 1 << 20));
        return count > 10 && count < 10_000 ? List.of() : List.of("could take " + count + " MiB");
    }

    private static boolean allProcessors() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment mask = arena.allocate(128, 8);
            mask.fill((byte) 0xff);
            return called(SystemCall.SCHED_SETAFFINITY, 0, mask.byteSize(), mask.address());
        }
    }

    /** Sends to whatever it has open; only a socket of its kind takes it as a message. */
    private static List<String> garbage(byte[] bytes) {
        Linux linux = Linux.here().orElseThrow();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment packet = arena.allocateFrom(ValueLayout.JAVA_BYTE, bytes);
            for (int i = 3; i < 100; i++) {
                linux.call(SystemCall.WRITE, i, packet.address(), packet.byteSize());
            }
        }
        while (true) {
            Thread.onSpinWait();
        }
    }

    private static void talkLater() {
        garbage(HexFormat.of().parseHex("04" + "0".repeat(16) + "0".repeat(16) + "00000000"));
    }

    @SuppressWarnings("restricted")
    private static List<String> crash() {
        return List.of("escaped " + MemorySegment.ofAddress(16).reinterpret(8).get(ValueLayout.JAVA_BYTE, 0)
                + called(
                        SystemCall.TGKILL,
                        ProcessHandle.current().pid(),
                        ProcessHandle.current().pid(),
                        11));
    }

    /** Opens again, for writing, whatever it holds. */
    private static List<String> tamper() throws IOException {
        List<String> escapes = new ArrayList<>();
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            for (Path descriptor : descriptors.toList()) {
                String target = Files.exists(descriptor)
                        ? Files.readSymbolicLink(descriptor).toString()
                        : "";
                if (target.startsWith("/") && !target.startsWith("/dev") && !target.startsWith("/proc")) {
                    try (var channel = Files.newByteChannel(descriptor, java.nio.file.StandardOpenOption.WRITE)) {
                        escapes.add("escaped: writes to " + target + " " + channel.size());
                    } catch (IOException e) {
                        // that is what is hoped for
                    }
                }
            }
        }
        return escapes;
    }
}
