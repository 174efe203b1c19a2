import org.jspecify.annotations.NullMarked;

/**
 * What a vendor's engineer implements: {@link dev.gatehouse.spi.BackendProvider} and {@link
 * dev.gatehouse.spi.Backend}. Depends on nothing but the JDK.
 */
@NullMarked
module dev.gatehouse.spi {
    requires static org.jspecify;

    exports dev.gatehouse.spi;
}
