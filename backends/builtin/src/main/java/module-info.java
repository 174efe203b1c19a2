import org.jspecify.annotations.NullMarked;

/** The house matcher behind the SPI. */
@NullMarked
module dev.gatehouse.backend.builtin {
    requires static org.jspecify;
    requires dev.gatehouse.spi;
    requires dev.gatehouse.signatures;

    provides dev.gatehouse.spi.BackendProvider with
            dev.gatehouse.backend.builtin.BuiltinProvider;
}
