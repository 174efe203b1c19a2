package dev.gatehouse.gateway.unix;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A client that sends descriptors with its bytes, as C programs do. */
public final class Sender implements AutoCloseable {

    /** {@code O_RDONLY}, {@code O_WRONLY} and {@code O_PATH} of {@code <fcntl.h>}. */
    public static final int READ = 0;

    public static final int WRITE = 1;
    public static final int PATH = 0x200000;

    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
    private static final MethodHandle CONNECT =
            link("connect", FunctionDescriptor.of(INT, INT, ValueLayout.ADDRESS, INT));
    private static final MethodHandle SENDMSG =
            link("sendmsg", FunctionDescriptor.of(LONG, INT, ValueLayout.ADDRESS, INT));
    private static final MethodHandle READ_CALL =
            link("read", FunctionDescriptor.of(LONG, INT, ValueLayout.ADDRESS, LONG));
    private static final MethodHandle OPEN = link("open", FunctionDescriptor.of(INT, ValueLayout.ADDRESS, INT));

    private final int socket;

    /** Connects. */
    public Sender(Path path) throws IOException {
        socket = Posix.socket(Posix.AF_UNIX, Posix.SOCK_STREAM | Posix.SOCK_CLOEXEC);
        byte[] bytes = path.toString().getBytes(StandardCharsets.UTF_8);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment address = arena.allocate(110);
            address.set(ValueLayout.JAVA_SHORT, 0, (short) Posix.AF_UNIX);
            MemorySegment.copy(bytes, 0, address, ValueLayout.JAVA_BYTE, 2, bytes.length);
            if ((int) CONNECT.invokeExact(socket, address, 3 + bytes.length) != 0) {
                throw new IOException("cannot connect to " + path);
            }
        } catch (IOException e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    @SuppressWarnings("restricted")
    private static MethodHandle link(String name, FunctionDescriptor shape) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), shape);
    }

    /** Opens a file; {@link #drop} closes it. */
    public static int open(Path path, int flags) {
        try (Arena arena = Arena.ofConfined()) {
            return (int) OPEN.invokeExact(arena.allocateFrom(path.toString()), flags);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /** Closes a file of this process. */
    public static void drop(int descriptor) {
        Posix.close(descriptor);
    }

    /** Sends text, one byte a character, and descriptors with it. */
    public void send(String text, List<Integer> descriptors) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment content = arena.allocateFrom(ValueLayout.JAVA_BYTE, bytes);
            MemorySegment vector = arena.allocate(16, 8);
            vector.set(LONG, 0, content.address());
            vector.set(LONG, 8, bytes.length);
            MemorySegment header = arena.allocate(56, 8);
            header.set(LONG, 16, vector.address());
            header.set(LONG, 24, 1);
            if (!descriptors.isEmpty()) {
                int length = 16 + 4 * descriptors.size();
                MemorySegment control = arena.allocate((length + 7) & ~7, 8);
                control.set(LONG, 0, length);
                control.set(INT, 8, Posix.SOL_SOCKET);
                control.set(INT, 12, Posix.SCM_RIGHTS);
                for (int i = 0; i < descriptors.size(); i++) {
                    control.set(INT, 16 + 4L * i, descriptors.get(i));
                }
                header.set(LONG, 32, control.address());
                header.set(LONG, 40, control.byteSize());
            }
            long sent = (long) SENDMSG.invokeExact(socket, header, Posix.MSG_NOSIGNAL);
            if (sent != bytes.length) {
                throw new IllegalStateException("sent " + sent + " of " + bytes.length);
            }
        } catch (RuntimeException e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /** Says that no more comes. */
    public void end() {
        Posix.shutdown(socket, Posix.SHUT_WR);
    }

    /** What comes up to the end of the connection. */
    public String hearAll() {
        ByteArrayOutputStream heard = new ByteArrayOutputStream();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment room = arena.allocate(4096);
            while (true) {
                long count = (long) READ_CALL.invokeExact(socket, room, 4096L);
                if (count <= 0) {
                    return heard.toString(StandardCharsets.ISO_8859_1);
                }
                heard.writeBytes(room.asSlice(0, count).toArray(ValueLayout.JAVA_BYTE));
            }
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        Posix.close(socket);
    }
}
