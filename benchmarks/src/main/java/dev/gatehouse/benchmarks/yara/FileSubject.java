package dev.gatehouse.benchmarks.yara;

import dev.gatehouse.spi.ContentType;
import dev.gatehouse.spi.DigestAlgorithm;
import dev.gatehouse.spi.Subject;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A file as it is, without an engine that would open it. */
record FileSubject(Path place, FileChannel channel, long size) implements Subject, AutoCloseable {

    static FileSubject open(Path place) throws IOException {
        FileChannel channel = FileChannel.open(place);
        return new FileSubject(place, channel, channel.size());
    }

    @Override
    public List<String> path() {
        return List.of(place.toString());
    }

    @Override
    public Set<ContentType> types() {
        return Set.of(ContentType.BINARY);
    }

    @Override
    public int read(long position, byte[] target, int offset, int length) throws IOException {
        return fill(position, ByteBuffer.wrap(target, offset, length));
    }

    @Override
    public int read(long position, MemorySegment target) throws IOException {
        return fill(position, target.asByteBuffer());
    }

    private int fill(long position, ByteBuffer buffer) throws IOException {
        int start = buffer.position();
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, position + buffer.position() - start) < 0) {
                break;
            }
        }
        return buffer.position() - start;
    }

    @Override
    public MemorySegment bytes() throws IOException {
        throw new IOException("this file is only read");
    }

    @Override
    public byte[] digest(DigestAlgorithm algorithm) throws IOException {
        throw new IOException("this file is only read");
    }

    @Override
    public Optional<Subject> container() {
        return Optional.empty();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
