package dev.gatehouse.engine.unpack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.engine.content.MemoryContent;
import dev.gatehouse.spi.Deadline;
import java.io.EOFException;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ByteViewTest {

    private static final int BYTES = 100_000;

    private final byte[] bytes = bytes();
    private final ByteView view = new ByteView(new MemoryContent(bytes, bytes.length), Deadline.none());

    private static byte[] bytes() {
        byte[] bytes = new byte[BYTES];
        new Random(1).nextBytes(bytes);
        return bytes;
    }

    @Test
    void readsOnwardAndBackward() throws IOException {
        for (int at = 0; at < BYTES; at++) {
            assertThat(view.u8(at)).isEqualTo(bytes[at] & 0xff);
        }
        for (int at = BYTES - 22; at >= 0; at--) {
            assertThat(view.u8(at)).isEqualTo(bytes[at] & 0xff);
        }
    }

    @Test
    void readsTheSameWhereverItGoes() throws IOException {
        Random random = new Random(2);
        int at = 0;
        for (int i = 0; i < 100_000; i++) {
            at = switch (random.nextInt(8)) {
                case 0 -> random.nextInt(BYTES);
                case 1, 2, 3 -> Math.min(BYTES - 1, at + 1);
                default -> Math.max(0, at - 1);
            };
            assertThat(view.u8(at)).isEqualTo(bytes[at] & 0xff);
        }
    }

    @Test
    void endsWhereTheContentEnds() throws IOException {
        assertThat(view.u8(BYTES - 1)).isEqualTo(bytes[BYTES - 1] & 0xff);

        assertThatThrownBy(() -> view.u8(BYTES)).isInstanceOf(EOFException.class);
        assertThatThrownBy(() -> view.u8(-1)).isInstanceOf(EOFException.class);
        assertThat(view.u8(0)).isEqualTo(bytes[0] & 0xff);
    }
}
