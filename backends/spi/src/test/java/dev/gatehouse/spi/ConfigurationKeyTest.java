package dev.gatehouse.spi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConfigurationKeyTest {

    @Test
    void aPlainNameCoversItselfAlone() {
        ConfigurationKey key = new ConfigurationKey("with", "", false);
        assertThat(key.covers("with")).isTrue();
        assertThat(key.covers("with.signatures")).isFalse();
    }

    @Test
    void anOpenNameCoversWhatGoesOnAfterIt() {
        ConfigurationKey key = new ConfigurationKey("with.*", "", true);
        assertThat(key.covers("with.signatures")).isTrue();
        assertThat(key.covers("with.")).isFalse();
        assertThat(key.covers("with")).isFalse();
        assertThat(key.covers("other.signatures")).isFalse();
    }
}
