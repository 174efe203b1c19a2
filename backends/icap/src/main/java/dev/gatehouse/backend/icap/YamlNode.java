package dev.gatehouse.backend.icap;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * A piece of a YAML file that knows where it stands. Only what profiles need: text, lists and maps with text for keys;
 * everything else is an error with its line.
 *
 * @param node the parsed piece
 * @param file the file's name, for messages
 */
record YamlNode(Node node, String file) {

    /** The file is not what it should be. The message begins with file and line. */
    static final class YamlException extends Exception {

        private static final long serialVersionUID = 1L;

        YamlException(String message) {
            super(message);
        }
    }

    /** The one document of a file. */
    static YamlNode parse(String text, String file) throws YamlException {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(file)
                .setCodePointLimit(1 << 20)
                .setMaxAliasesForCollections(0)
                .setAllowDuplicateKeys(false)
                .build();
        try {
            Node node = new Composer(settings, new ParserImpl(settings, new StreamReader(settings, text)))
                    .getSingleNode()
                    .orElseThrow(() -> new YamlException(file + ":1: the file is empty"));
            return new YamlNode(node, file);
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
            throw new YamlException(file + ":" + line + ": " + e.getProblem());
        } catch (YamlEngineException e) {
            throw new YamlException(file + ":1: " + e.getMessage());
        }
    }

    YamlException error(String message) {
        int line = node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
        return new YamlException(file + ":" + line + ": " + message);
    }

    /** The entries of a map, in order. Keys may be numbers; they are text here. */
    Map<String, YamlNode> map() throws YamlException {
        if (!(node instanceof MappingNode mapping)) {
            throw error("must be a map of keys and values");
        }
        Map<String, YamlNode> entries = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            YamlNode key = new YamlNode(tuple.getKeyNode(), file);
            if (entries.put(key.text(), new YamlNode(tuple.getValueNode(), file)) != null) {
                throw key.error("the key " + key.text() + " is there twice");
            }
        }
        return entries;
    }

    /** The entries of a map, if every key is one of these. */
    Map<String, YamlNode> map(List<String> keys) throws YamlException {
        Map<String, YamlNode> entries = map();
        if (node instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                YamlNode key = new YamlNode(tuple.getKeyNode(), file);
                if (!keys.contains(key.text())) {
                    throw key.error("unknown key " + key.text() + "; known are " + String.join(", ", keys));
                }
            }
        }
        return entries;
    }

    /** The entries of a list, or a single value as a list of one. */
    List<YamlNode> list() {
        return node instanceof SequenceNode sequence
                ? sequence.getValue().stream()
                        .map(each -> new YamlNode(each, file))
                        .toList()
                : List.of(this);
    }

    String text() throws YamlException {
        if (!(node instanceof ScalarNode scalar)) {
            throw error("must be text");
        }
        return scalar.getValue();
    }

    boolean flag() throws YamlException {
        return switch (text()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw error("must be true or false, not " + text());
        };
    }

    /** A number from 0 to 9999. */
    int number() throws YamlException {
        return small(text()).orElseThrow(() -> error("must be a number from 0 to 9999"));
    }

    static Optional<Integer> small(String text) {
        return text.matches("[0-9]{1,4}") ? Optional.of(Integer.parseInt(text)) : Optional.empty();
    }
}
