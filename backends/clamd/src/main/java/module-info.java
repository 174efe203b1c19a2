import org.jspecify.annotations.NullMarked;

/** ClamAV's daemon behind the SPI. */
@NullMarked
module dev.gatehouse.backend.clamd {
    requires static org.jspecify;
    requires dev.gatehouse.spi;

    provides dev.gatehouse.spi.BackendProvider with
            dev.gatehouse.backend.clamd.ClamdProvider;
}
