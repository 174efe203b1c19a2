import org.jspecify.annotations.NullMarked;

/** Runs another backend, ours or a plugin, in a child process that its code cannot leave. */
@NullMarked
module dev.gatehouse.backend.contained {
    requires static org.jspecify;
    requires dev.gatehouse.spi;
    requires dev.gatehouse.confine;

    uses dev.gatehouse.spi.BackendProvider;

    provides dev.gatehouse.spi.BackendProvider with
            dev.gatehouse.backend.contained.ContainedProvider;
}
