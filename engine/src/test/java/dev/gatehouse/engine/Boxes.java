package dev.gatehouse.engine;

import dev.gatehouse.engine.content.Content;
import dev.gatehouse.engine.type.ContentDetector;
import dev.gatehouse.engine.unpack.Member;
import dev.gatehouse.engine.unpack.PartSink;
import dev.gatehouse.spi.ContentType;
import dev.gatehouse.spi.Reason;
import dev.gatehouse.spi.ReasonCode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;

/**
 * A small container format and containers that misbehave on demand: by their first four bytes they are opened, loop,
 * flood, or throw.
 */
final class Boxes {

    static final ContentType BOX = new ContentType("box");
    static final ContentType BAD = new ContentType("bad");

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(bytes);

    private Boxes() {
        ascii("BOX1");
    }

    static Boxes box() {
        return new Boxes();
    }

    /** A container that does what its name says when it is opened. */
    static byte[] bad(String what) {
        return text("BAD!" + what);
    }

    static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Boxes nested around a core. */
    static byte[] nest(int levels, byte[] core) {
        byte[] inner = core;
        for (int level = levels; level > 0; level--) {
            inner = box().member("level" + level, inner).bytes();
        }
        return inner;
    }

    /** A member that comes as a stream, encoded so that nothing of it shows in the box. */
    Boxes member(String name, byte[] content) {
        return entry('m', name, shifted(content, 1));
    }

    private static byte[] shifted(byte[] content, int by) {
        byte[] shifted = content.clone();
        for (int i = 0; i < shifted.length; i++) {
            shifted[i] += (byte) by;
        }
        return shifted;
    }

    /** A member that lies in the box as it is. */
    Boxes stored(String name, byte[] content) {
        return entry('s', name, content);
    }

    /** A member that cannot be opened. */
    Boxes locked(String name) {
        return entry('l', name, new byte[0]);
    }

    private Boxes entry(char kind, String name, byte[] content) {
        try {
            out.writeByte(kind);
            out.writeUTF(name);
            out.writeInt(content.length);
            out.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    private void ascii(String text) {
        try {
            out.write(text(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }

    /** Knows boxes by their first bytes. */
    static ContentDetector detector() {
        return content -> {
            byte[] head = new byte[4];
            content.read(0, head, 0, 4);
            return switch (new String(head, StandardCharsets.ISO_8859_1)) {
                case "BOX1" -> Set.of(BOX);
                case "BAD!" -> Set.of(BAD);
                case "RAR!" -> Set.of(ContentType.RAR);
                default -> Set.of(ContentType.BINARY);
            };
        };
    }

    /** Opens them. */
    static final class Unpacker implements dev.gatehouse.engine.unpack.Unpacker {

        /** Lets loops end once the test has seen enough. */
        volatile boolean released;

        @Override
        public Set<ContentType> opens() {
            return Set.of(BOX, BAD);
        }

        @Override
        public void unpack(Content content, PartSink sink) throws IOException {
            byte[] head = content.stream().readNBytes(64);
            String text = new String(head, StandardCharsets.ISO_8859_1);
            if (text.startsWith("BOX1")) {
                open(content, sink);
            } else {
                misbehave(text.substring(4), content, sink);
            }
        }

        private static void open(Content content, PartSink sink) throws IOException {
            long position = 4;
            DataInputStream in = new DataInputStream(content.stream());
            in.skipNBytes(4);
            while (position < content.size()) {
                int kind = in.readByte();
                String name = in.readUTF();
                int length = in.readInt();
                position += 1 + 2 + name.length() + 4;
                switch (kind) {
                    case 'm' ->
                        sink.part(
                                Member.sized(name, length),
                                new ByteArrayInputStream(shifted(in.readNBytes(length), -1)));
                    case 's' -> {
                        sink.slice(Member.named(name), position, length);
                        in.skipNBytes(Math.min(length, content.size() - position));
                    }
                    case 'l' -> sink.unreadable(Member.named(name), new Reason(ReasonCode.ENCRYPTED, "a password"));
                    default -> throw new EOFException();
                }
                position += length;
            }
        }

        private void misbehave(String what, Content content, PartSink sink) throws IOException {
            switch (what) {
                case "hang" -> spin();
                case "read in circles" -> {
                    while (!released) {
                        content.read(0, new byte[16], 0, 16);
                    }
                }
                case "out of memory" -> throw new OutOfMemoryError("as asked");
                case "recurse" -> recurse(1);
                case "throw" -> throw new IllegalStateException("as asked");
                case "flood" -> sink.part(Member.named("flood"), new Zeros());
                case "noise" -> sink.part(Member.named("noise"), new Noise());
                case "many" -> {
                    while (true) {
                        sink.part(Member.named("one of many"), new ByteArrayInputStream(new byte[] {1}));
                    }
                }
                case "hold itself" -> {
                    sink.part(Member.named("again"), content.stream());
                    sink.part(Member.named("and again"), content.stream());
                }
                case "break off" -> sink.part(Member.named("broken"), new BrokenStream());
                case "break off by recursion" -> sink.part(Member.named("broken"), new RecursingStream());
                case "hang in a stream" -> sink.part(Member.named("hanging"), new HangingStream());
                default -> throw new IllegalArgumentException(what);
            }
        }

        private void spin() {
            while (!released) {
                Thread.onSpinWait();
            }
        }

        @SuppressWarnings("InputStreamSlowMultibyteRead") // a few bytes at most
        private final class HangingStream extends InputStream {
            @Override
            public int read() {
                spin();
                return -1;
            }
        }
    }

    private static long recurse(long depth) {
        return depth < 0 ? 0 : recurse(depth + 1) + depth;
    }

    private static final class Noise extends InputStream {
        private final Random random = new Random(1);

        @Override
        public int read() {
            return random.nextInt(256);
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            byte[] noise = new byte[length];
            random.nextBytes(noise);
            System.arraycopy(noise, 0, target, offset, length);
            return length;
        }
    }

    private static final class Zeros extends InputStream {
        @Override
        public int read() {
            return 0;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            Arrays.fill(target, offset, offset + length, (byte) 0);
            return length;
        }
    }

    @SuppressWarnings("InputStreamSlowMultibyteRead") // a few bytes at most
    private static final class BrokenStream extends InputStream {
        private final byte[] bytes = text("needle:before-the-break ");
        private int next;

        @Override
        public int read() throws IOException {
            if (next == bytes.length) {
                throw new EOFException();
            }
            return bytes[next++];
        }
    }

    @SuppressWarnings("InputStreamSlowMultibyteRead") // a few bytes at most
    private static final class RecursingStream extends InputStream {
        @Override
        public int read() {
            return (int) recurse(1);
        }
    }
}
