package dev.gatehouse.gateway.unix;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.charset.StandardCharsets;

/**
 * The C library's calls on sockets and descriptors, with the layouts of 64-bit Linux. A call that fails returns its error
 * number, negated. Constants are of {@code <sys/socket.h>}, {@code <sys/epoll.h>} and {@code <errno.h>}.
 */
final class Posix {

    static final int EINTR = 4;
    static final int EAGAIN = 11;

    static final int AF_UNIX = 1;
    static final int SOCK_STREAM = 1;
    static final int SOCK_NONBLOCK = 0x800;
    static final int SOCK_CLOEXEC = 0x80000;
    static final int SOL_SOCKET = 1;
    static final int SCM_RIGHTS = 1;
    static final int MSG_DONTWAIT = 0x40;
    static final int MSG_NOSIGNAL = 0x4000;
    static final int MSG_CMSG_CLOEXEC = 0x40000000;
    static final int SHUT_WR = 1;
    static final int SHUT_RDWR = 2;

    static final int EPOLL_CTL_ADD = 1;
    static final int EPOLL_CLOEXEC = 0x80000;
    static final int EPOLLIN = 1;
    static final int EPOLLOUT = 4;
    static final int EPOLLRDHUP = 0x2000;
    static final int EPOLLET = 1 << 31;

    /** {@code AT_EMPTY_PATH}: the descriptor itself. */
    private static final int AT_EMPTY_PATH = 0x1000;

    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
    private static final ValueLayout POINTER = ValueLayout.ADDRESS;

    private static final MemoryLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

    private static final MethodHandle SOCKET = link("socket", INT, INT, INT, INT);
    private static final MethodHandle BIND = link("bind", INT, INT, POINTER, INT);
    private static final MethodHandle LISTEN = link("listen", INT, INT, INT);
    private static final MethodHandle ACCEPT4 = link("accept4", INT, INT, POINTER, POINTER, INT);
    private static final MethodHandle RECVMSG = link("recvmsg", LONG, INT, POINTER, INT);
    private static final MethodHandle SEND = link("send", LONG, INT, POINTER, LONG, INT);
    private static final MethodHandle SHUTDOWN = link("shutdown", INT, INT, INT);
    private static final MethodHandle CLOSE = link("close", INT, INT);
    private static final MethodHandle PREAD = link("pread", LONG, INT, POINTER, LONG, LONG);
    private static final MethodHandle STATX = link("statx", INT, INT, POINTER, INT, INT, POINTER);
    private static final MethodHandle EPOLL_CREATE1 = link("epoll_create1", INT, INT);
    private static final MethodHandle EPOLL_CTL = link("epoll_ctl", INT, INT, INT, INT, POINTER);
    private static final MethodHandle EPOLL_WAIT = link("epoll_wait", INT, INT, POINTER, INT, INT);

    /** Each thread's place for error numbers; a carrier's, for no call waits. */
    private static final ThreadLocal<MemorySegment> ERRORS =
            ThreadLocal.withInitial(() -> Arena.ofAuto().allocate(STATE));

    private Posix() {}

    @SuppressWarnings("restricted")
    private static MethodHandle link(String name, ValueLayout result, ValueLayout... arguments) {
        Linker linker = Linker.nativeLinker();
        SymbolLookup library = linker.defaultLookup();
        return linker.downcallHandle(
                library.findOrThrow(name),
                FunctionDescriptor.of(result, arguments),
                Linker.Option.captureCallState("errno"));
    }

    private static MemorySegment errors() {
        return ERRORS.get();
    }

    private static long outcome(long result, MemorySegment state) {
        return result == -1 ? -(int) ERRNO.get(state, 0L) : result;
    }

    private static IllegalStateException impossible(Throwable e) {
        if (e instanceof Error error) {
            throw error;
        }
        return new IllegalStateException("a call of the C library cannot throw", e);
    }

    static int socket(int domain, int type) {
        MemorySegment state = errors();
        try {
            return (int) outcome((int) SOCKET.invokeExact(state, domain, type, 0), state);
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    /** Binds to the path of a unix socket; {@code sockaddr_un} is two bytes of family and up to 108 of path. */
    static int bind(int descriptor, String path) throws IOException {
        byte[] bytes = path.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > 107) {
            throw new IOException("the path of a unix socket has at most 107 bytes: " + path);
        }
        MemorySegment state = errors();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment address = arena.allocate(110);
            address.set(ValueLayout.JAVA_SHORT, 0, (short) AF_UNIX);
            MemorySegment.copy(bytes, 0, address, ValueLayout.JAVA_BYTE, 2, bytes.length);
            return (int) outcome((int) BIND.invokeExact(state, descriptor, address, 3 + bytes.length), state);
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    static int listen(int descriptor, int backlog) {
        MemorySegment state = errors();
        try {
            return (int) outcome((int) LISTEN.invokeExact(state, descriptor, backlog), state);
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    static int accept(int descriptor) {
        MemorySegment state = errors();
        try {
            return (int) outcome(
                    (int) ACCEPT4.invokeExact(
                            state, descriptor, MemorySegment.NULL, MemorySegment.NULL, SOCK_NONBLOCK | SOCK_CLOEXEC),
                    state);
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    static long recvmsg(int descriptor, MemorySegment header) {
        MemorySegment state = errors();
        try {
            return outcome(
                    (long) RECVMSG.invokeExact(state, descriptor, header, MSG_CMSG_CLOEXEC | MSG_DONTWAIT), state);
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    static long send(int descriptor, MemorySegment bytes, long length) {
        MemorySegment state = errors();
        try {
            return outcome(
                    (long) SEND.invokeExact(state, descriptor, bytes, length, MSG_NOSIGNAL | MSG_DONTWAIT), state);
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    static int shutdown(int descriptor, int how) {
        MemorySegment state = errors();
        try {
            return (int) outcome((int) SHUTDOWN.invokeExact(state, descriptor, how), state);
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    static int close(int descriptor) {
        MemorySegment state = errors();
        try {
            return (int) outcome((int) CLOSE.invokeExact(state, descriptor), state);
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    static long pread(int descriptor, MemorySegment target, long length, long offset) {
        MemorySegment state = errors();
        try {
            return outcome((long) PREAD.invokeExact(state, descriptor, target, length, offset), state);
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    /** Fills a {@code struct statx} of 256 bytes with what is known of a descriptor. */
    static int statx(int descriptor, MemorySegment target) {
        MemorySegment state = errors();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment nothing = arena.allocate(1);
            int basic = 0x7ff;
            return (int)
                    outcome((int) STATX.invokeExact(state, descriptor, nothing, AT_EMPTY_PATH, basic, target), state);
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    static int epollCreate() {
        MemorySegment state = errors();
        try {
            return (int) outcome((int) EPOLL_CREATE1.invokeExact(state, EPOLL_CLOEXEC), state);
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    static int epollControl(int poll, int operation, int descriptor, MemorySegment event) {
        MemorySegment state = errors();
        try {
            return (int) outcome((int) EPOLL_CTL.invokeExact(state, poll, operation, descriptor, event), state);
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    /** Waits; for a platform thread alone. */
    static int epollWait(int poll, MemorySegment events, int most) {
        MemorySegment state = errors();
        try {
            return (int) outcome((int) EPOLL_WAIT.invokeExact(state, poll, events, most, -1), state);
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    /** An error number for a person. */
    static IOException failure(String what, long negated) {
        String word = switch ((int) -negated) {
            case 1 -> "operation not permitted";
            case 2 -> "no such file or directory";
            case 9 -> "bad file descriptor";
            case 13 -> "permission denied";
            case 24 -> "too many open files";
            case 23 -> "too many open files in the system";
            case 32 -> "broken pipe";
            case 98 -> "address already in use";
            case 104 -> "connection reset by peer";
            default -> "error " + -negated;
        };
        return new IOException(what + ": " + word);
    }
}
