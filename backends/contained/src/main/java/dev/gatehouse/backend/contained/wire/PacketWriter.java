package dev.gatehouse.backend.contained.wire;

import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Writes the fields of one message, big-endian, until the packet is full. */
final class PacketWriter {

    private final ByteBuffer buffer = ByteBuffer.allocate(Packets.MOST_BYTES);

    PacketWriter(int tag) {
        buffer.put((byte) tag);
    }

    PacketWriter flag(boolean value) {
        buffer.put((byte) (value ? 1 : 0));
        return this;
    }

    PacketWriter number(long value) {
        buffer.putLong(value);
        return this;
    }

    /** By its ordinal number: both ends are of one version. */
    @SuppressWarnings("EnumOrdinal")
    PacketWriter constant(Enum<?> value) {
        return number(value.ordinal());
    }

    PacketWriter text(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        buffer.putInt(bytes.length).put(bytes);
        return this;
    }

    <T> PacketWriter optional(Optional<T> value, BiConsumer<PacketWriter, T> write) {
        flag(value.isPresent());
        value.ifPresent(present -> write.accept(this, present));
        return this;
    }

    <T> PacketWriter all(Collection<T> values, BiConsumer<PacketWriter, T> write) {
        buffer.putInt(values.size());
        values.forEach(value -> write.accept(this, value));
        return this;
    }

    /** How many more bytes the packet takes. */
    int room() {
        return buffer.remaining();
    }

    byte[] bytes() {
        return Arrays.copyOf(buffer.array(), buffer.position());
    }

    /** Whether a message fits: a writer that ran over says so by an exception, which this turns into an answer. */
    static Optional<byte[]> fitting(java.util.function.Supplier<PacketWriter> message) {
        try {
            return Optional.of(message.get().bytes());
        } catch (BufferOverflowException e) {
            return Optional.empty();
        }
    }
}
