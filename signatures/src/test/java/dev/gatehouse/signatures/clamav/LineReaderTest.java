package dev.gatehouse.signatures.clamav;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class LineReaderTest {

    @Property(tries = 60)
    void givesTheSameLinesHoweverTheBytesArrive(
            @ForAll @Size(max = 200) List<@IntRange(max = 9000) Integer> lengths, @ForAll Random random)
            throws Exception {
        List<String> lines = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (int length : lengths) {
            int used = random.nextInt(20) == 0 ? length : length % 100;
            String line = "x".repeat(used);
            lines.add(line.substring(0, Math.min(used, LineReader.MAX_LINE)));
            text.append(line).append(random.nextBoolean() ? "\n" : "\r\n");
        }
        LineReader reader = new LineReader(new Dribble(text.toString().getBytes(StandardCharsets.US_ASCII), random));
        for (int i = 0; i < lines.size(); i++) {
            assertThat(reader.next()).isTrue();
            assertThat(reader.text(reader.start(), reader.end())).isEqualTo(lines.get(i));
            assertThat(reader.number()).isEqualTo(i + 1);
        }
        assertThat(reader.next()).isFalse();
        assertThat(reader.number()).isEqualTo(lines.size());
    }

    /** Gives as many bytes at a time as it likes. */
    private static final class Dribble extends InputStream {
        private final InputStream bytes;
        private final Random random;

        Dribble(byte[] bytes, Random random) {
            this.bytes = new ByteArrayInputStream(bytes);
            this.random = random;
        }

        @Override
        public int read() throws IOException {
            return bytes.read();
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            return bytes.read(target, offset, Math.min(length, 1 + random.nextInt(5000)));
        }
    }
}
