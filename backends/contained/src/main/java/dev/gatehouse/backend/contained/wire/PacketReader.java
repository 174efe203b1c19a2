package dev.gatehouse.backend.contained.wire;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the fields of one message, and believes none of its lengths. */
final class PacketReader {

    private final ByteBuffer buffer;

    PacketReader(byte[] bytes) {
        this.buffer = ByteBuffer.wrap(bytes);
    }

    /** Reads one thing of a list. */
    @FunctionalInterface
    interface Field<T> {
        T read(PacketReader reader) throws NonsenseException;
    }

    int tag() throws NonsenseException {
        need(1);
        return buffer.get();
    }

    boolean flag() throws NonsenseException {
        need(1);
        byte value = buffer.get();
        if (value != 0 && value != 1) {
            throw new NonsenseException("a flag is neither 0 nor 1");
        }
        return value == 1;
    }

    long number() throws NonsenseException {
        need(Long.BYTES);
        return buffer.getLong();
    }

    /** A number from 0 to below a bound. */
    int below(long bound) throws NonsenseException {
        long value = number();
        if (value < 0 || value >= bound) {
            throw new NonsenseException(value + " is not below " + bound);
        }
        return (int) value;
    }

    <E> E constant(E[] values) throws NonsenseException {
        return values[below(values.length)];
    }

    String text() throws NonsenseException {
        int length = length(1);
        byte[] bytes = new byte[length];
        buffer.get(bytes);
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new NonsenseException("text is not UTF-8");
        }
    }

    <T> Optional<T> optional(Field<T> field) throws NonsenseException {
        return flag() ? Optional.of(field.read(this)) : Optional.empty();
    }

    <T> List<T> all(Field<T> field) throws NonsenseException {
        int count = length(1);
        List<T> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            values.add(field.read(this));
        }
        return values;
    }

    /** Nothing may follow. */
    void end() throws NonsenseException {
        if (buffer.hasRemaining()) {
            throw new NonsenseException(buffer.remaining() + " bytes follow the message");
        }
    }

    private int length(int bytesEach) throws NonsenseException {
        need(Integer.BYTES);
        int length = buffer.getInt();
        if (length < 0 || length > buffer.remaining() / bytesEach) {
            throw new NonsenseException("a length is " + length);
        }
        return length;
    }

    private void need(int bytes) throws NonsenseException {
        if (buffer.remaining() < bytes) {
            throw new NonsenseException("the message is cut");
        }
    }
}
