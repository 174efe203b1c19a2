package dev.gatehouse.cli;

import dev.gatehouse.cli.options.ConfigurationOptions;
import dev.gatehouse.cli.options.SignatureOptions;
import dev.gatehouse.engine.InstalledBackends;
import dev.gatehouse.engine.Lineup;
import dev.gatehouse.engine.LineupEntry;
import dev.gatehouse.engine.LineupPolicy;
import dev.gatehouse.engine.Role;
import dev.gatehouse.engine.approval.ApprovalGate;
import dev.gatehouse.engine.approval.Approvals;
import dev.gatehouse.engine.approval.ApprovalsException;
import dev.gatehouse.engine.approval.GuardedBackends;
import dev.gatehouse.engine.approval.Standing;
import dev.gatehouse.engine.configuration.ApprovalsFile;
import dev.gatehouse.engine.configuration.Configuration;
import dev.gatehouse.engine.configuration.ConfigurationException;
import dev.gatehouse.engine.configuration.ConfigurationFile;
import dev.gatehouse.engine.configuration.ConfiguredBackend;
import dev.gatehouse.engine.plugin.Admission;
import dev.gatehouse.engine.plugin.Plugins;
import dev.gatehouse.spi.BackendConfiguration;
import dev.gatehouse.spi.BackendIdentity;
import dev.gatehouse.spi.BackendProvider;
import dev.gatehouse.spi.BackendUnavailableException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is installed here and how it is configured. Close it when no backend is open any more. */
final class Installation implements AutoCloseable {

    private final Configuration configuration;
    private final Plugins plugins;
    private final InstalledBackends backends;
    private final Optional<ApprovalGate> gate;
    private final Optional<GuardedBackends> guarded;

    private Installation(Configuration configuration, Plugins plugins, Optional<ApprovalGate> gate) {
        this.configuration = configuration;
        this.plugins = plugins;
        this.backends = InstalledBackends.find(plugins);
        this.gate = gate;
        this.guarded = gate.map(each -> each.over(backends.providers(), backends.origins()));
    }

    /** Reads the configuration and the approvals that it names, and loads the plugins that may be loaded. */
    static Installation of(ConfigurationOptions asked) throws CommandException {
        try {
            Optional<Path> file = asked.file();
            Configuration configuration = file.isPresent() ? ConfigurationFile.read(file.get()) : Configuration.DEFAULT;
            Optional<ApprovalGate> gate = gate(configuration);
            Plugins plugins = configuration.plugins().isPresent()
                    ? Plugins.open(
                            configuration.plugins().get(),
                            gate.map(ApprovalGate::admission).orElse(Admission.EVERY))
                    : Plugins.none();
            return new Installation(configuration, plugins, gate);
        } catch (ConfigurationException | ApprovalsException | IOException e) {
            throw new CommandException(String.valueOf(e.getMessage()), e);
        }
    }

    private static Optional<ApprovalGate> gate(Configuration configuration)
            throws ApprovalsException, ConfigurationException {
        return configuration.approvals().isEmpty()
                ? Optional.empty()
                : Optional.of(new ApprovalGate(
                        ApprovalsFile.open(configuration.approvals().get()), InstantSource.system()));
    }

    Configuration configuration() {
        return configuration;
    }

    /** One provider of each type that is installed. */
    List<BackendProvider> providers() {
        return guarded.map(GuardedBackends::providers).orElse(backends.providers());
    }

    /** The list that says who may scan; nothing when everybody may. */
    Optional<Approvals> approvals() {
        return gate.map(ApprovalGate::approvals);
    }

    /** The backends behind that list, if there is one. */
    Optional<GuardedBackends> guarded() {
        return guarded;
    }

    /** What covers a backend that is open. */
    Optional<Standing.Covered> approval(LineupEntry entry, BackendIdentity identity) {
        return guarded.map(each -> each.standing(entry, identity)).flatMap(standing -> switch (standing) {
            case Standing.Covered covered -> Optional.of(covered);
            case Standing.Refused _ -> Optional.empty();
        });
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
