import org.jspecify.annotations.NullMarked;

/** YARA's library, libyara, behind the SPI. Needs {@code --enable-native-access=dev.gatehouse.backend.yara}. */
@NullMarked
module dev.gatehouse.backend.yara {
    requires static org.jspecify;
    requires dev.gatehouse.spi;

    provides dev.gatehouse.spi.BackendProvider with
            dev.gatehouse.backend.yara.YaraProvider;
}
