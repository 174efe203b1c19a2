package dev.gatehouse.engine.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GatheringTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 1", "16384, 1000", "16385, 16385", "1048576, 4096", "1048577, 65536", "3000000, 70001"})
    void keepsWhatArrivesInWhateverPieces(int size, int piece) throws IOException {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        try (Gathering gathering = new Gathering(folder)) {
            for (int at = 0; at < size; at += piece) {
                gathering.add(bytes, at, Math.min(piece, size - at));
            }
            assertThat(gathering.size()).isEqualTo(size);
            try (Content content = gathering.finish()) {
                assertThat(content.size()).isEqualTo(size);
                assertThat(content.stream().readAllBytes()).isEqualTo(bytes);
            }
        }
        assertThat(folder).isEmptyDirectory();
    }

    @ParameterizedTest
    @CsvSource({"0, 10", "10, 0", "300000, 300000", "300000, 299999", "50000, 9223372036854775807", "2000000, 2000000"})
    void keepsWhatArrivesWhateverWasSaidToCome(int size, long said) throws IOException {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        try (Gathering gathering = new Gathering(folder)) {
            for (int at = 0; at < size; at += 70_001) {
                gathering.expect(said);
                gathering.add(bytes, at, Math.min(70_001, size - at));
            }
            gathering.expect(said);
            try (Content content = gathering.finish()) {
                assertThat(content.stream().readAllBytes()).isEqualTo(bytes);
            }
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void keepsRunsOfZeros() throws IOException {
        byte[] zeros = new byte[100_000];
        try (Gathering gathering = new Gathering(folder)) {
            for (int i = 0; i < 30; i++) {
                gathering.add(zeros, 0, zeros.length);
            }
            try (Content content = gathering.finish()) {
                assertThat(content.stream().readAllBytes()).isEqualTo(new byte[3_000_000]);
            }
        }
    }

    @Test
    void takesNothingAfterItsEnd() throws IOException {
        try (Gathering gathering = new Gathering(folder);
                Content _ = gathering.finish()) {
            assertThatThrownBy(() -> gathering.add(new byte[1], 0, 1)).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void saysWhenThereIsNoRoom() throws IOException {
        Path missing = folder.resolve("missing");
        try (Gathering gathering = new Gathering(missing)) {
            byte[] large = new byte[2 << 20];
            assertThatThrownBy(() -> gathering.add(large, 0, large.length)).isInstanceOf(IOException.class);
        }
        assertThat(Files.exists(missing)).isFalse();
    }
}
