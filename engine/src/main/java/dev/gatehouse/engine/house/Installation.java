package dev.gatehouse.engine.house;

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
import java.util.function.UnaryOperator;

/** What is installed here and how it is configured. Immutable: what changed on the disk is read into another one. Close
 * it when no backend is open any more. */
public final class Installation implements AutoCloseable {

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

    /**
     * Reads the configuration and the approvals that it names, and loads the plugins that may be loaded.
     *
     * @param file the configuration; nothing for the defaults
     * @throws InstallationException if anything of it cannot be read or does not hold
     */
    public static Installation of(Optional<Path> file) throws InstallationException {
        try {
            Configuration configuration = file.isPresent() ? ConfigurationFile.read(file.get()) : Configuration.DEFAULT;
            Optional<ApprovalGate> gate = gate(configuration);
            Plugins plugins = configuration.plugins().isPresent()
                    ? Plugins.open(
                            configuration.plugins().get(),
                            gate.map(ApprovalGate::admission).orElse(Admission.EVERY))
                    : Plugins.none();
            return new Installation(configuration, plugins, gate);
        } catch (ConfigurationException | ApprovalsException | IOException e) {
            throw new InstallationException(e);
        }
    }

    private static Optional<ApprovalGate> gate(Configuration configuration)
            throws ApprovalsException, ConfigurationException {
        return configuration.approvals().isEmpty()
                ? Optional.empty()
                : Optional.of(new ApprovalGate(
                        ApprovalsFile.open(configuration.approvals().get()), InstantSource.system()));
    }

    /** How it is configured. */
    public Configuration configuration() {
        return configuration;
    }

    /** One provider of each type that is installed. */
    public List<BackendProvider> providers() {
        return guarded.map(GuardedBackends::providers).orElse(backends.providers());
    }

    /** The list that says who may scan; nothing when everybody may. */
    public Optional<Approvals> approvals() {
        return gate.map(ApprovalGate::approvals);
    }

    /** The backends behind that list, if there is one. */
    public Optional<GuardedBackends> guarded() {
        return guarded;
    }

    /** What covers a backend that is open. */
    public Optional<Standing.Covered> approval(LineupEntry entry, BackendIdentity identity) {
        return guarded.map(each -> each.standing(entry, identity)).flatMap(standing -> switch (standing) {
            case Standing.Covered covered -> Optional.of(covered);
            case Standing.Refused _ -> Optional.empty();
        });
    }

    /** What is installed and cannot be used. */
    public List<String> troubles() {
        return backends.troubles();
    }

    /**
     * Who shall scan: those who are configured, else the built-in matcher, with the usual signatures.
     *
     * @throws InstallationException if one is of a type that is not installed, or has a key that its type does not know
     */
    public List<LineupEntry> entries() throws InstallationException {
        return entries(List.of(), UsualSignatures::complete);
    }

    /**
     * Who shall scan.
     *
     * @param chosen names of configured backends or installed types, which all count; empty for those configured
     * @param completion what becomes of each as it is configured
     * @throws InstallationException if one is not installed, or has a key that its type does not know
     */
    public List<LineupEntry> entries(List<String> chosen, UnaryOperator<LineupEntry> completion)
            throws InstallationException {
        List<LineupEntry> entries = new ArrayList<>();
        if (chosen.isEmpty()) {
            for (ConfiguredBackend backend : configuration.backends()) {
                entries.add(completion.apply(checked(backend)));
            }
            return entries.isEmpty() ? List.of(completion.apply(UsualSignatures.builtin())) : entries;
        }
        for (String name : chosen) {
            Role role = entries.isEmpty() ? Role.PRIMARY : Role.SECOND;
            LineupEntry entry = named(name);
            entries.add(completion.apply(new LineupEntry(entry.type(), role, entry.configuration())));
        }
        return entries;
    }

    private LineupEntry named(String name) throws InstallationException {
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
        throw new InstallationException("no backend is named " + name + ": configured "
                + listed(configuration.backends().stream()
                        .map(ConfiguredBackend::name)
                        .toList())
                + ", installed types "
                + listed(providers().stream().map(BackendProvider::type).toList()));
    }

    private static String listed(List<String> names) {
        return names.isEmpty() ? "none" : String.join(", ", names);
    }

    private LineupEntry checked(ConfiguredBackend backend) throws InstallationException {
        try {
            backend.check(providers());
            return backend.entry();
        } catch (ConfigurationException e) {
            throw new InstallationException(e);
        }
    }

    /**
     * Opens the first lineup.
     *
     * @throws InstallationException if it cannot be opened; nothing is open then
     */
    public Lineup open(List<LineupEntry> entries, LineupPolicy policy) throws InstallationException {
        return open(1, entries, policy);
    }

    /**
     * Opens a lineup.
     *
     * @param generation higher than that of every lineup before it
     * @throws InstallationException if it cannot be opened; nothing is open then
     */
    public Lineup open(long generation, List<LineupEntry> entries, LineupPolicy policy) throws InstallationException {
        try {
            return Lineup.open(generation, entries, providers(), policy);
        } catch (BackendUnavailableException e) {
            throw new InstallationException(e);
        }
    }

    /** Lets the plugins go. Idempotent. */
    @Override
    public void close() {
        plugins.close();
    }
}
