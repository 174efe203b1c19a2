package dev.gatehouse.cli;

import dev.gatehouse.cli.options.ConfigurationOptions;
import dev.gatehouse.cli.options.SignatureOptions;
import dev.gatehouse.engine.InstalledBackends;
import dev.gatehouse.engine.Lineup;
import dev.gatehouse.engine.LineupEntry;
import dev.gatehouse.engine.LineupPolicy;
import dev.gatehouse.engine.Role;
import dev.gatehouse.engine.configuration.Configuration;
import dev.gatehouse.engine.configuration.ConfigurationException;
import dev.gatehouse.engine.configuration.ConfigurationFile;
import dev.gatehouse.engine.configuration.ConfiguredBackend;
import dev.gatehouse.engine.plugin.Plugins;
import dev.gatehouse.spi.BackendConfiguration;
import dev.gatehouse.spi.BackendProvider;
import dev.gatehouse.spi.BackendUnavailableException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is installed here and how it is configured. Close it when no backend is open any more. */
final class Installation implements AutoCloseable {

    private final Configuration configuration;
    private final Plugins plugins;
    private final InstalledBackends backends;

    private Installation(Configuration configuration, Plugins plugins) {
        this.configuration = configuration;
        this.plugins = plugins;
        this.backends = InstalledBackends.find(plugins);
    }

    /** Reads the configuration, and loads the plugins that it names. */
    static Installation of(ConfigurationOptions asked) throws CommandException {
        try {
            Optional<Path> file = asked.file();
            Configuration configuration = file.isPresent() ? ConfigurationFile.read(file.get()) : Configuration.DEFAULT;
            Plugins plugins = configuration.plugins().isPresent()
                    ? Plugins.open(configuration.plugins().get())
                    : Plugins.none();
            return new Installation(configuration, plugins);
        } catch (ConfigurationException | IOException e) {
            throw new CommandException(String.valueOf(e.getMessage()), e);
        }
    }

    Configuration configuration() {
        return configuration;
    }

    /** One provider of each type that is installed. */
    List<BackendProvider> providers() {
        return backends.providers();
    }

    /** What is installed and cannot be used. */
    List<String> troubles() {
        return backends.troubles();
    }

    /**
     * Who shall scan.
     *
     * @param chosen names of configured backends or installed types, which all count; empty for those configured
     */
    List<LineupEntry> entries(List<String> chosen, SignatureOptions signatures) throws CommandException {
        List<LineupEntry> entries = new ArrayList<>();
        if (chosen.isEmpty()) {
            for (ConfiguredBackend backend : configuration.backends()) {
                entries.add(signatures.over(checked(backend)));
            }
            return entries.isEmpty() ? List.of(signatures.builtin()) : entries;
        }
        for (String name : chosen) {
            Role role = entries.isEmpty() ? Role.PRIMARY : Role.SECOND;
            LineupEntry entry = named(name);
            entries.add(signatures.over(new LineupEntry(entry.type(), role, entry.configuration())));
        }
        return entries;
    }

    private LineupEntry named(String name) throws CommandException {
        for (ConfiguredBackend backend : configuration.backends()) {
            if (backend.name().equals(name)) {
                return checked(backend);
            }
        }
        for (BackendProvider provider : providers()) {
            if (provider.type().equals(name)) {
                return new LineupEntry(name, Role.PRIMARY, new BackendConfiguration(name, Map.of()));
            }
        }
        throw new CommandException("no backend is named " + name + ": configured "
                + listed(configuration.backends().stream()
                        .map(ConfiguredBackend::name)
                        .toList())
                + ", installed types "
                + listed(providers().stream().map(BackendProvider::type).toList()));
    }

    private static String listed(List<String> names) {
        return names.isEmpty() ? "none" : String.join(", ", names);
    }

    private LineupEntry checked(ConfiguredBackend backend) throws CommandException {
        try {
            backend.check(providers());
            return backend.entry();
        } catch (ConfigurationException e) {
            throw new CommandException(String.valueOf(e.getMessage()), e);
        }
    }

    /** Opens a lineup. */
    Lineup open(List<LineupEntry> entries, LineupPolicy policy) throws CommandException {
        try {
            return Lineup.open(1, entries, providers(), policy);
        } catch (BackendUnavailableException e) {
            throw new CommandException(String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public void close() {
        plugins.close();
    }
}
