package dev.gatehouse.engine.configuration;

import dev.gatehouse.engine.LineupPolicy;
import dev.gatehouse.engine.budget.Limits;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/** Reads a whole file: one case for each of its parts. */
final class ConfigurationReader {

    private static final List<String> KEYS = List.of("backends", "lineup", "plugins", "limits");
    private static final int MAX_CHARACTERS = 1 << 20;

    private final Path file;
    private List<ConfiguredBackend> backends = List.of();
    private LineupPolicy policy = LineupPolicy.DEFAULT;
    private Optional<Path> plugins = Optional.empty();
    private Limits limits = Limits.DEFAULT;

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
        Optional<Node> root = compose(file, text);
        if (root.isPresent() && !root.get().getTag().equals(Tag.NULL)) {
            for (Setting setting : Setting.whole(file.toString(), root.get()).settings()) {
                reader.take(setting);
            }
        }
        return new Configuration(Optional.of(file), reader.backends, reader.policy, reader.plugins, reader.limits);
    }

    private static Optional<Node> compose(Path file, String text) throws ConfigurationException {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(file.toString())
                .setCodePointLimit(MAX_CHARACTERS)
                .build();
        try {
            return new Composer(settings, new ParserImpl(settings, new StreamReader(settings, text))).getSingleNode();
        } catch (MarkedYamlEngineException e) {
            Position position = e.getProblemMark()
                    .map(mark -> new Position(file.toString(), mark.getLine() + 1, mark.getColumn() + 1))
                    .orElse(new Position(file.toString(), 1, 1));
            throw new ConfigurationException(position + ": this is not YAML: " + e.getProblem(), e);
        } catch (YamlEngineException e) {
            throw new ConfigurationException(file + ": this is not YAML: " + e.getMessage(), e);
        }
    }

    private void take(Setting setting) throws ConfigurationException {
        switch (setting.key()) {
            case "backends" -> backends = BackendsReader.read(setting);
            case "lineup" -> policy = LineupReader.read(setting);
            case "plugins" -> plugins = Optional.of(path(setting));
            case "limits" -> limits = LimitsReader.read(setting);
            default -> throw setting.unknown("the file", KEYS);
        }
    }

    /** A path; a relative one is relative to the file's folder. */
    private Path path(Setting setting) throws ConfigurationException {
        try {
            return file.toAbsolutePath().resolveSibling(setting.text());
        } catch (InvalidPathException e) {
            throw setting.wrong(setting.key() + ": '" + setting.text() + "' is not a path: " + e.getReason());
        }
    }
}
