package dev.gatehouse.cli.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class ByteSizeConverterTest {

    private final ByteSizeConverter converter = new ByteSizeConverter();

    @ParameterizedTest
    @CsvSource({"0,0", "17,17", "1k,1024", "3M,3145728", "2G,2147483648", "1TiB,1099511627776", "5kb,5120"})
    void readsNumbersAndUnits(String text, long bytes) {
        assertThat(converter.convert(text).bytes()).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "K", "-1", "1.5G", "1 G", "1X", "99999999999999999999"})
    void refusesWhatIsNoSize(String text) {
        assertThatThrownBy(() -> converter.convert(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining("'" + text + "'");
    }

    @Test
    void refusesMoreThanCanBeCounted() {
        assertThatThrownBy(() -> converter.convert("99999999T")).hasMessageContaining("more bytes than can be counted");
    }
}
