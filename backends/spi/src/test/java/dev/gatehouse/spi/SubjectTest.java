package dev.gatehouse.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SubjectTest {

    @Test
    void copiesToMemoryWhatItReads() throws IOException {
        byte[] bytes = new byte[200_000];
        new Random(2).nextBytes(bytes);
        Subject subject = new Bytes(bytes);
        try (Arena arena = Arena.ofConfined()) {
            for (int position : new int[] {0, 7, 134_464, 199_999, 200_000}) {
                MemorySegment target = arena.allocate(bytes.length);
                int count = subject.read(position, target);
                assertThat(target.asSlice(0, count).toArray(ValueLayout.JAVA_BYTE))
                        .isEqualTo(Arrays.copyOfRange(bytes, position, bytes.length));
            }
        }
    }

    private static final class Bytes implements Subject {

        private final byte[] all;

        Bytes(byte[] all) {
            this.all = all;
        }

        @Override
        public List<String> path() {
            return List.of("bytes");
        }

        @Override
        public Set<ContentType> types() {
            return Set.of(ContentType.BINARY);
        }

        @Override
        public long size() {
            return all.length;
        }

        @Override
        public int read(long position, byte[] target, int offset, int length) {
            int count = (int) Math.max(0, Math.min(length, all.length - position));
            System.arraycopy(all, (int) Math.min(position, all.length), target, offset, count);
            return count;
        }

        @Override
        public MemorySegment bytes() {
            return MemorySegment.ofArray(all);
        }

        @Override
        public byte[] digest(DigestAlgorithm algorithm) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<Subject> container() {
            return Optional.empty();
        }
    }
}
