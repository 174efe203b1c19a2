package dev.gatehouse.engine.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.spi.Deadline;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadingTest {

    private static final byte[] BYTES = new byte[300_000];

    static {
        new Random(1).nextBytes(BYTES);
    }

    @TempDir
    Path folder;

    @Test
    void givesTheSameBytesToAnArrayAndToMemory() throws IOException {
        Path file = Files.write(folder.resolve("file"), BYTES);
        byte[] around = new byte[BYTES.length + 20];
        System.arraycopy(BYTES, 0, around, 10, BYTES.length);
        try (FileContent inFile = FileContent.open(file);
                MemoryContent inMemory = new MemoryContent(BYTES, BYTES.length);
                Content slice = new MemoryContent(around, around.length).slice(10, BYTES.length);
                Content guarded = new GuardedContent(inFile, Deadline.none());
                Arena arena = Arena.ofConfined()) {
            for (Content content : List.of(inFile, inMemory, slice, guarded)) {
                for (int position : new int[] {0, 1, 299_999, 300_000, 400_000}) {
                    assertThat(toMemory(content, position, arena))
                            .isEqualTo(toArray(content, position))
                            .isEqualTo(Arrays.copyOfRange(BYTES, Math.min(position, BYTES.length), BYTES.length));
                }
            }
        }
    }

    @Test
    void tellsThatAFileShrank() throws IOException {
        Path file = Files.write(folder.resolve("file"), BYTES);
        try (FileContent content = FileContent.open(file);
                Arena arena = Arena.ofConfined()) {
            Files.write(file, new byte[10], StandardOpenOption.TRUNCATE_EXISTING);
            assertThatThrownBy(() -> content.read(0, arena.allocate(100)))
                    .isInstanceOf(ContentLostException.class)
                    .hasMessageContaining("ends at byte 10");
        }
    }

    @Test
    void readsNothingOnceTheScanIsOver() {
        Deadline deadline = Deadline.none();
        deadline.cancel();
        try (Content guarded = new GuardedContent(new MemoryContent(BYTES, BYTES.length), deadline);
                Arena arena = Arena.ofConfined()) {
            assertThatThrownBy(() -> guarded.read(0, arena.allocate(1))).isInstanceOf(InterruptedIOException.class);
        }
    }

    private static byte[] toMemory(Content content, int position, Arena arena) throws IOException {
        MemorySegment target = arena.allocate(BYTES.length);
        int count = content.read(position, target);
        return target.asSlice(0, count).toArray(ValueLayout.JAVA_BYTE);
    }

    private static byte[] toArray(Content content, int position) throws IOException {
        byte[] target = new byte[BYTES.length];
        return Arrays.copyOf(target, content.read(position, target, 0, target.length));
    }
}
