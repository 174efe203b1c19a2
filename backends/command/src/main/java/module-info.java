import org.jspecify.annotations.NullMarked;

/** Any command-line scanner behind the SPI, described in YAML. */
@NullMarked
module dev.gatehouse.backend.command {
    requires static org.jspecify;
    requires dev.gatehouse.spi;
    requires org.snakeyaml.engine;

    provides dev.gatehouse.spi.BackendProvider with
            dev.gatehouse.backend.command.CommandProvider;
}
