package dev.gatehouse.cli.options;

import dev.gatehouse.cli.walk.FileName;
import dev.gatehouse.engine.configuration.ConfigurationFile;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which configuration holds. */
public final class ConfigurationOptions {

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The configuration (default: $GATEHOUSE_CONFIG, else gatehouse/gatehouse.yaml in"
                    + " $XDG_CONFIG_HOME or ~/.config, else /etc/gatehouse/gatehouse.yaml, where there is one).")
    private @Nullable String file;

    @Option(names = "--no-config", description = "Read no configuration.")
    private boolean none;

    /** Made by picocli. */
    public ConfigurationOptions() {}

    /** The configuration file, if there is to be one. */
    public Optional<Path> file() {
        if (none) {
            return Optional.empty();
        }
        return file == null
                ? ConfigurationFile.find(System.getenv(), Path.of(System.getProperty("user.home")))
                : Optional.of(FileName.path(file));
    }
}
