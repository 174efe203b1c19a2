import org.jspecify.annotations.NullMarked;

/** Any scanner that speaks ICAP, RFC 3507, behind the SPI. */
@NullMarked
module dev.gatehouse.backend.icap {
    requires static org.jspecify;
    requires dev.gatehouse.spi;
    requires org.snakeyaml.engine;

    provides dev.gatehouse.spi.BackendProvider with
            dev.gatehouse.backend.icap.IcapProvider;
}
