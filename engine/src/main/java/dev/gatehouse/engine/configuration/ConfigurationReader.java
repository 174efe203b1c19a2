package dev.gatehouse.engine.configuration;

import dev.gatehouse.engine.LineupPolicy;
import dev.gatehouse.engine.budget.Limits;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads a whole file: one case for each of its parts. */
final class ConfigurationReader {

    private static final List<String> KEYS = List.of("backends", "lineup", "plugins", "limits", "approvals", "gateway");

    private final Path file;
    private List<ConfiguredBackend> backends = List.of();
    private LineupPolicy policy = LineupPolicy.DEFAULT;
    private Optional<Path> plugins = Optional.empty();
    private Limits limits = Limits.DEFAULT;
    private Optional<ApprovalSettings> approvals = Optional.empty();
    private Optional<Setting> gateway = Optional.empty();

    private ConfigurationReader(Path file) {
        this.file = file;
    }

    /**
     * Reads a file's text.
     *
     * @throws ConfigurationException about the first thing that is wrong
     */
    static Configuration read(Path file, String text) throws ConfigurationException {
        ConfigurationReader reader = new ConfigurationReader(file);
        for (Setting setting : YamlText.settings(file, text)) {
            reader.take(setting);
        }
        return new Configuration(
                Optional.of(file),
                reader.backends,
                reader.policy,
                reader.plugins,
                reader.limits,
                reader.approvals,
                reader.gateway);
    }

    private void take(Setting setting) throws ConfigurationException {
        switch (setting.key()) {
            case "backends" -> backends = BackendsReader.read(setting);
            case "lineup" -> policy = LineupReader.read(setting);
            case "plugins" -> plugins = Optional.of(setting.pathBeside(file));
            case "approvals" -> approvals = Optional.of(ApprovalSettings.read(file, setting));
            case "limits" -> limits = LimitsReader.read(setting);
            case "gateway" -> gateway = Optional.of(setting);
            default -> throw setting.unknown("the file", KEYS);
        }
    }
}
