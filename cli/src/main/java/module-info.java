import org.jspecify.annotations.NullMarked;

/** The {@code gatehouse} command. */
@NullMarked
module dev.gatehouse.cli {
    requires static org.jspecify;
    requires dev.gatehouse.confine;
    requires dev.gatehouse.engine;
    requires dev.gatehouse.gateway;
    requires dev.gatehouse.signatures;
    requires info.picocli;
    requires me.tongfei.progressbar;
    requires tools.jackson.core;

    opens dev.gatehouse.cli to
            info.picocli;
    opens dev.gatehouse.cli.options to
            info.picocli;
}
