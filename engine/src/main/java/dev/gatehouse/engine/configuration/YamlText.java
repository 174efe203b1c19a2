package dev.gatehouse.engine.configuration;

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

/** Reads the text of a YAML file down to its settings. */
final class YamlText {

    private static final int MAX_CHARACTERS = 1 << 20;

    private YamlText() {}

    /**
     * The settings of a file whose top is a mapping; none when there is nothing in it.
     *
     * @throws ConfigurationException if it is not YAML, or no mapping
     */
    static List<Setting> settings(Path file, String text) throws ConfigurationException {
        Optional<Node> root = compose(file, text);
        return root.isPresent() && !root.get().getTag().equals(Tag.NULL)
                ? Setting.whole(file.toString(), root.get()).settings()
                : List.of();
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
}
