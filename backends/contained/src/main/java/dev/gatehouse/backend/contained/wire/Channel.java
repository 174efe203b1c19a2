package dev.gatehouse.backend.contained.wire;

import dev.gatehouse.confine.Linux;
import dev.gatehouse.confine.SystemCall;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A unix socket that keeps packets whole and carries open files (unix(7), SOCK_SEQPACKET and SCM_RIGHTS). Any thread may
 * send, and one receives. The gate never waits for a child to read; a child does wait for the gate.
 */
public final class Channel implements AutoCloseable {

    private static final long AF_UNIX = 1;
    private static final long SOCK_SEQPACKET_CLOEXEC = 5 | 02000000;
    private static final long MSG_DONTWAIT_NOSIGNAL = 0x4040;
    private static final long MSG_NOSIGNAL = 0x4000;
    private static final long MSG_CMSG_CLOEXEC = 0x40000000;
    private static final int CUT = 0x20 | 0x08;
    private static final long SHUT_RDWR = 2;
    private static final int SOL_SOCKET = 1;
    private static final int SCM_RIGHTS = 1;
    private static final short POLLIN = 1;
    private static final int PATH_BYTES = 108;

    // struct msghdr and struct cmsghdr of a 64-bit Linux
    private static final int HEADER_BYTES = 56;
    private static final int CONTROL_BYTES = 24;
    private static final int RIGHTS_BYTES = 20;

    private final Linux linux;
    private final int socket;
    private final Envelope outgoing = new Envelope();
    private final long sending;
    private final Envelope incoming = new Envelope();
    private boolean open = true;

    private Channel(Linux linux, int socket, long sending) {
        this.linux = linux;
        this.sending = sending;
        this.socket = socket;
    }

    /**
     * What came.
     *
     * @param bytes the message
     * @param file the file that came with it
     */
    public record Packet(Bytes bytes, Optional<Descriptor> file) {}

    /** Bytes that are nobody else's. */
    public static final class Bytes {

        private final byte[] array;

        Bytes(byte[] array) {
            this.array = array;
        }

        /** The bytes themselves. */
        public byte[] array() {
            return array;
        }
    }

    /** Where one child is waited for. */
    public static final class Listener implements AutoCloseable {

        private final Linux linux;
        private final int socket;

        private Listener(Linux linux, int socket) {
            this.linux = linux;
            this.socket = socket;
        }

        /**
         * Waits for the child.
         *
         * @return nothing when it has not come in time
         * @throws IOException if the socket is of no use
         */
        public Optional<Channel> accept(long millis) throws IOException {
            if (!waitFor(linux, socket, millis)) {
                return Optional.empty();
            }
            return Optional.of(new Channel(
                    linux,
                    check(linux.call(SystemCall.ACCEPT4, socket, 0, 0, 02000000), "accept"),
                    MSG_DONTWAIT_NOSIGNAL));
        }

        @Override
        public void close() {
            linux.call(SystemCall.CLOSE, socket);
        }
    }

    /**
     * Makes a socket that one child will connect to.
     *
     * @throws IOException if it cannot be made
     */
    public static Listener listen(Linux linux, Path place) throws IOException {
        int socket = check(linux.call(SystemCall.SOCKET, AF_UNIX, SOCK_SEQPACKET_CLOEXEC, 0), "make a socket");
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment address = address(arena, place);
            check(linux.call(SystemCall.BIND, socket, address.address(), address.byteSize()), "bind " + place);
            check(linux.call(SystemCall.LISTEN, socket, 1), "listen");
            return new Listener(linux, socket);
        } catch (IOException e) {
            linux.call(SystemCall.CLOSE, socket);
            throw e;
        }
    }

    /**
     * Connects to the gate.
     *
     * @throws IOException if it is not there
     */
    public static Channel connect(Linux linux, Path place) throws IOException {
        int socket = check(linux.call(SystemCall.SOCKET, AF_UNIX, SOCK_SEQPACKET_CLOEXEC, 0), "make a socket");
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment address = address(arena, place);
            check(linux.call(SystemCall.CONNECT, socket, address.address(), address.byteSize()), "connect to " + place);
            return new Channel(linux, socket, MSG_NOSIGNAL);
        } catch (IOException e) {
            linux.call(SystemCall.CLOSE, socket);
            throw e;
        }
    }

    private static MemorySegment address(Arena arena, Path place) throws IOException {
        MemorySegment name = arena.allocateFrom(place.toString());
        if (name.byteSize() > PATH_BYTES) {
            throw new IOException("the temporary folder's path is too long for a socket: " + place);
        }
        MemorySegment address = arena.allocate(Short.BYTES + PATH_BYTES, Short.BYTES);
        address.set(ValueLayout.JAVA_SHORT, 0, (short) AF_UNIX);
        MemorySegment.copy(name, 0, address, Short.BYTES, name.byteSize());
        return address;
    }

    private static int check(long result, String what) throws IOException {
        if (result < 0) {
            throw new IOException("cannot " + what + ": error " + -result);
        }
        return (int) result;
    }

    /**
     * Sends a packet, with a file if there is one; the other side gets an opened file of its own.
     *
     * @throws IOException if the other side is gone, or does not read what was sent before
     */
    public synchronized void send(byte[] packet, Optional<Descriptor> file) throws IOException {
        if (!open) {
            throw new IOException("the channel is closed");
        }
        MemorySegment header =
                outgoing.filled(packet, file.isPresent() ? file.get().number() : -1);
        check(linux.call(SystemCall.SENDMSG, socket, header.address(), sending), "send");
    }

    /**
     * Waits for a packet.
     *
     * @return nothing when the other side is gone or the channel was shut
     * @throws NonsenseException if a packet is too long, or more than one file came with it
     */
    public Optional<Packet> receive() throws NonsenseException {
        long count;
        MemorySegment header;
        do {
            header = incoming.empty();
            count = linux.call(SystemCall.RECVMSG, socket, header.address(), MSG_CMSG_CLOEXEC);
        } while (count == -Linux.EINTR);
        if (count <= 0) {
            return Optional.empty();
        }
        Descriptor file = incoming.file(linux);
        if (incoming.wasCut()) {
            if (file != null) {
                file.close();
            }
            throw new NonsenseException("a packet is longer than " + Packets.MOST_BYTES + " bytes");
        }
        return Optional.of(new Packet(new Bytes(incoming.bytes((int) count)), Optional.ofNullable(file)));
    }

    /** Ends the conversation: both sides receive nothing more. */
    public synchronized void shut() {
        if (open) {
            linux.call(SystemCall.SHUTDOWN, socket, SHUT_RDWR);
        }
    }

    /** Gives the socket back; call it on the thread that receives, or once it has ended. */
    @Override
    public synchronized void close() {
        if (open) {
            open = false;
            linux.call(SystemCall.CLOSE, socket);
        }
    }

    private static boolean waitFor(Linux linux, int socket, long millis) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment poll = arena.allocate(8, 8);
            poll.set(ValueLayout.JAVA_INT, 0, socket);
            poll.set(ValueLayout.JAVA_SHORT, 4, POLLIN);
            MemorySegment time = arena.allocate(16, 8);
            time.set(ValueLayout.JAVA_LONG, 0, millis / 1000);
            time.set(ValueLayout.JAVA_LONG, 8, millis % 1000 * 1_000_000);
            long ready = linux.call(SystemCall.PPOLL, poll.address(), 1, time.address(), 0, 0);
            return ready != -Linux.EINTR && check(ready, "wait") > 0;
        }
    }

    /** The memory that one message is sent from or received into. */
    private static final class Envelope {

        private final Arena arena = Arena.ofAuto();
        private final MemorySegment header = arena.allocate(HEADER_BYTES, 8);
        private final MemorySegment vector = arena.allocate(16, 8);
        private final MemorySegment control = arena.allocate(CONTROL_BYTES, 8);
        private final MemorySegment data = arena.allocate(Packets.MOST_BYTES);

        MemorySegment filled(byte[] packet, int file) {
            MemorySegment.copy(packet, 0, data, ValueLayout.JAVA_BYTE, 0, packet.length);
            prepare(packet.length, file < 0 ? 0 : CONTROL_BYTES);
            control.set(ValueLayout.JAVA_LONG, 0, RIGHTS_BYTES);
            control.set(ValueLayout.JAVA_INT, 8, SOL_SOCKET);
            control.set(ValueLayout.JAVA_INT, 12, SCM_RIGHTS);
            control.set(ValueLayout.JAVA_INT, 16, file);
            return header;
        }

        MemorySegment empty() {
            control.fill((byte) 0);
            prepare(Packets.MOST_BYTES, CONTROL_BYTES);
            return header;
        }

        private void prepare(long dataBytes, long controlBytes) {
            vector.set(ValueLayout.JAVA_LONG, 0, data.address());
            vector.set(ValueLayout.JAVA_LONG, 8, dataBytes);
            header.fill((byte) 0);
            header.set(ValueLayout.JAVA_LONG, 16, vector.address());
            header.set(ValueLayout.JAVA_LONG, 24, 1);
            header.set(ValueLayout.JAVA_LONG, 32, controlBytes == 0 ? 0 : control.address());
            header.set(ValueLayout.JAVA_LONG, 40, controlBytes);
        }

        byte[] bytes(int count) {
            return data.asSlice(0, count).toArray(ValueLayout.JAVA_BYTE);
        }

        boolean wasCut() {
            return (header.get(ValueLayout.JAVA_INT, 48) & CUT) != 0;
        }

        @Nullable
        Descriptor file(Linux linux) {
            boolean came = header.get(ValueLayout.JAVA_LONG, 40) >= RIGHTS_BYTES
                    && control.get(ValueLayout.JAVA_LONG, 0) == RIGHTS_BYTES
                    && control.get(ValueLayout.JAVA_INT, 8) == SOL_SOCKET
                    && control.get(ValueLayout.JAVA_INT, 12) == SCM_RIGHTS;
            return came ? new Descriptor(linux, control.get(ValueLayout.JAVA_INT, 16)) : null;
        }
    }
}
