package dev.gatehouse.cli.options;

import dev.gatehouse.cli.walk.FileName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which list of approvals is meant, and whose signatures count. */
public final class ApprovalOptions {

    @Parameters(
            paramLabel = "FILE",
            arity = "0..1",
            description = "The list of approvals (default: the one that is configured).")
    private @Nullable String file;

    @Option(
            names = "--trust",
            paramLabel = "KEYFILE",
            description = "A public key whose signature counts; repeatable (default: those that are configured).")
    private List<String> keys = new ArrayList<>();

    @Mixin
    private final ConfigurationOptions configuration = new ConfigurationOptions();

    /** Made by picocli. */
    public ApprovalOptions() {}

    /** The list that was named, if one was. */
    public Optional<Path> file() {
        return Optional.ofNullable(file).map(FileName::path);
    }

    /** The keys that were named; empty for those configured. */
    public List<Path> keys() {
        return keys.stream().map(FileName::path).toList();
    }

    /** Where the rest is configured. */
    public ConfigurationOptions configuration() {
        return configuration;
    }
}
