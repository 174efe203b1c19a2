import org.jspecify.annotations.NullMarked;

/** The tests that every backend must pass: extend {@link dev.gatehouse.tck.BackendConformance}. */
@NullMarked
module dev.gatehouse.tck {
    requires static org.jspecify;
    requires transitive dev.gatehouse.spi;
    requires transitive org.junit.jupiter.api;
    requires java.management;

    exports dev.gatehouse.tck;

    // JUnit runs the inherited tests by reflection
    opens dev.gatehouse.tck;

    uses dev.gatehouse.spi.BackendProvider;
}
