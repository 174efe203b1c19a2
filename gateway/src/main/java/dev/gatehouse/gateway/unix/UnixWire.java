package dev.gatehouse.gateway.unix;

import dev.gatehouse.gateway.net.Wire;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A connection over which descriptors may come as well as bytes. */
public final class UnixWire implements Wire {

    /** More descriptors than this, waiting to be asked for, are closed as they come. */
    private static final int MOST_WAITING = 1;

    private final Socket socket;
    private final Readiness readiness;
    private final Queue<Descriptor> descriptors = new ArrayDeque<>();
    private boolean surplus;
    private boolean gone;

    UnixWire(Socket socket, Readiness readiness) {
        this.socket = socket;
        this.readiness = readiness;
    }

    /** The next descriptor that came with the bytes read so far; the caller's to close. */
    public Optional<Descriptor> takeDescriptor() {
        synchronized (descriptors) {
            return Optional.ofNullable(descriptors.poll());
        }
    }

    /** Whether more descriptors came than were asked for; they are closed already. Tells each time once. */
    public boolean tookSurplus() {
        synchronized (descriptors) {
            boolean was = surplus;
            surplus = false;
            return was;
        }
    }

    /** Whether a descriptor waits to be taken. */
    public boolean hasDescriptor() {
        synchronized (descriptors) {
            return !descriptors.isEmpty();
        }
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        return read(target, true);
    }

    @Override
    public int poll(ByteBuffer target) throws IOException {
        return read(target, false);
    }

    private int read(ByteBuffer target, boolean waits) throws IOException {
        if (!target.hasRemaining()) {
            return 0;
        }
        while (true) {
            long count = readSome(target);
            if (count == -Posix.EAGAIN) {
                if (!waits) {
                    return 0;
                }
                readiness.awaitReadable();
            } else if (count == 0) {
                return -1;
            } else if (count > 0) {
                return (int) count;
            } else if (count != -Posix.EINTR) {
                throw Posix.failure("recvmsg", count);
            }
        }
    }

    private long readSome(ByteBuffer target) throws IOException {
        if (!socket.enter()) {
            throw new ClosedChannelException();
        }
        Message message = Message.lend();
        try {
            long count = message.receive(socket.descriptor(), target.remaining());
            message.takeDescriptors(this::keep);
            if (count > 0) {
                message.copyTo(target, (int) count);
            }
            return count;
        } finally {
            message.giveBack();
            socket.leave();
        }
    }

    private void keep(Descriptor descriptor) {
        synchronized (descriptors) {
            if (!gone && descriptors.size() < MOST_WAITING) {
                descriptors.add(descriptor);
                return;
            }
            surplus = true;
        }
        descriptor.close();
    }

    @Override
    public void write(ByteBuffer source) throws IOException {
        while (source.hasRemaining()) {
            long count = writeSome(source);
            if (count == -Posix.EAGAIN) {
                readiness.awaitWritable();
            } else if (count < 0 && count != -Posix.EINTR) {
                throw Posix.failure("send", count);
            }
        }
    }

    private long writeSome(ByteBuffer source) throws IOException {
        if (!socket.enter()) {
            throw new ClosedChannelException();
        }
        Message message = Message.lend();
        try {
            int length = message.copyFrom(source);
            long count = Posix.send(socket.descriptor(), message.bytes(), length);
            if (count > 0) {
                source.position(source.position() + (int) count);
            }
            return count;
        } finally {
            message.giveBack();
            socket.leave();
        }
    }

    @Override
    public void finish() throws IOException {
        if (!socket.enter()) {
            throw new ClosedChannelException();
        }
        try {
            Posix.shutdown(socket.descriptor(), Posix.SHUT_WR);
        } finally {
            socket.leave();
        }
    }

    @Override
    public String peer() {
        return "local";
    }

    @Override
    public void close() {
        if (socket.close()) {
            readiness.end();
            synchronized (descriptors) {
                gone = true;
                descriptors.forEach(Descriptor::close);
                descriptors.clear();
            }
        }
    }

    /**
     * Room for one call outside the heap: {@code struct msghdr}, {@code struct iovec}, the bytes and the ancillary data.
     * Lent for the length of a call that does not wait, so there are no more of them than carriers.
     */
    private static final class Message {

        private static final Queue<Message> FREE = new ConcurrentLinkedQueue<>();

        private static final int ROOM_BYTES = 64 << 10;

        /** {@code CMSG_LEN(0)}: length of 8 bytes, level and type of 4. */
        private static final int CONTROL_HEADER_BYTES = 16;

        /** Room for two descriptors: those that do not fit are closed by the kernel. */
        private static final int CONTROL_BYTES = CONTROL_HEADER_BYTES + 8;

        private static final long HEADER_BYTES = 56;
        private static final long IOV = 16;
        private static final long IOV_LENGTH = 24;
        private static final long CONTROL = 32;
        private static final long CONTROL_LENGTH = 40;

        private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
        private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;

        private final MemorySegment header;
        private final MemorySegment vector;
        private final MemorySegment bytes;
        private final MemorySegment control;

        private Message() {
            Arena arena = Arena.ofAuto();
            this.header = arena.allocate(HEADER_BYTES, 8);
            this.vector = arena.allocate(16, 8);
            this.bytes = arena.allocate(ROOM_BYTES, 64);
            this.control = arena.allocate(CONTROL_BYTES, 8);
            vector.set(LONG, 0, bytes.address());
            header.set(LONG, IOV, vector.address());
            header.set(LONG, IOV_LENGTH, 1);
            header.set(LONG, CONTROL, control.address());
        }

        static Message lend() {
            Message free = FREE.poll();
            return free == null ? new Message() : free;
        }

        void giveBack() {
            FREE.add(this);
        }

        MemorySegment bytes() {
            return bytes;
        }

        long receive(int descriptor, int most) {
            vector.set(LONG, 8, Math.min(most, ROOM_BYTES));
            header.set(LONG, CONTROL_LENGTH, CONTROL_BYTES);
            long count = Posix.recvmsg(descriptor, header);
            if (count < 0) {
                header.set(LONG, CONTROL_LENGTH, 0);
            }
            return count;
        }

        void takeDescriptors(java.util.function.Consumer<Descriptor> taker) {
            long end = header.get(LONG, CONTROL_LENGTH);
            long at = 0;
            while (at + CONTROL_HEADER_BYTES <= end) {
                long length = control.get(LONG, at);
                if (length < CONTROL_HEADER_BYTES || at + length > end) {
                    return;
                }
                boolean rights =
                        control.get(INT, at + 8) == Posix.SOL_SOCKET && control.get(INT, at + 12) == Posix.SCM_RIGHTS;
                for (long each = at + CONTROL_HEADER_BYTES; rights && each + 4 <= at + length; each += 4) {
                    taker.accept(new Descriptor(control.get(INT, each)));
                }
                at += (length + 7) & ~7L;
            }
        }

        void copyTo(ByteBuffer target, int count) {
            target.put(bytes.asSlice(0, count).asByteBuffer());
        }

        int copyFrom(ByteBuffer source) {
            int count = Math.min(source.remaining(), ROOM_BYTES);
            MemorySegment.copy(MemorySegment.ofBuffer(source), 0, bytes, 0, count);
            return count;
        }
    }
}
