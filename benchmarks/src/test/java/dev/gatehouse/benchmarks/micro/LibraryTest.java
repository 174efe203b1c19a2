package dev.gatehouse.benchmarks.micro;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.benchmarks.database.PatternLines;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LibraryTest {

    @ParameterizedTest
    @EnumSource
    void findsWhatWasPutThereAndNothingElse(Library library) throws IOException {
        List<byte[]> literals = PatternLines.madeLiterals(500);
        byte[] bytes = new byte[200_000];
        new Random(5).nextBytes(bytes);
        BitSet planted = new BitSet();
        for (int i = 0; i < 100; i++) {
            byte[] literal = literals.get(i * 5);
            System.arraycopy(literal, 0, bytes, i * 1990, literal.length);
            planted.set(i * 5);
        }

        try (LiteralEngine engine = library.open(literals)) {
            assertThat(engine.find(bytes)).isEqualTo(planted);
        }
    }
}
