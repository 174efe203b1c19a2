package dev.gatehouse.backend.command;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A mapping in a YAML file that knows where each value stands. Every key must be asked for: {@link #finish} complains of
 * those that were not.
 */
final class Section {

    private final String file;
    private final Node node;
    private final Map<String, Node> values = new LinkedHashMap<>();
    private final Map<String, Node> keys = new LinkedHashMap<>();
    private final Set<String> asked = new HashSet<>();

    private Section(String file, Node node) {
        this.file = file;
        this.node = node;
    }

    /** Reads a node that must be a mapping with text keys. */
    static Section of(String file, Node node) throws ProfileException {
        Section section = new Section(file, node);
        if (!(node instanceof MappingNode mapping)) {
            throw section.wrong(node, "must be keys with values");
        }
        for (NodeTuple tuple : mapping.getValue()) {
            String key = section.scalar(tuple.getKeyNode(), "a key");
            if (section.values.put(key, tuple.getValueNode()) != null) {
                throw section.wrong(tuple.getKeyNode(), "the key " + key + " is given twice");
            }
            section.keys.put(key, tuple.getKeyNode());
        }
        return section;
    }

    /** The keys that it has, in order. */
    List<String> keys() {
        return List.copyOf(keys.keySet());
    }

    /** A text that must be there. */
    String text(String key) throws ProfileException {
        return optionalText(key).orElseThrow(() -> wrong(node, "the key " + key + " is missing"));
    }

    /** A text. */
    Optional<String> optionalText(String key) throws ProfileException {
        Optional<Node> value = value(key);
        return value.isEmpty() ? Optional.empty() : Optional.of(scalar(value.get(), key));
    }

    /** A text, made something of; what the function throws as IllegalArgumentException is said with the line. */
    <T> Optional<T> parsed(String key, Function<String, T> parser) throws ProfileException {
        Optional<String> text = optionalText(key);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(parser.apply(text.get()));
        } catch (IllegalArgumentException e) {
            throw wrong(values.getOrDefault(key, node), key + ": " + e.getMessage());
        }
    }

    /** A list of texts; a single text is a list of one. Each is made something of. */
    <T> List<T> list(String key, Function<String, T> parser) throws ProfileException {
        Optional<Node> value = value(key);
        if (value.isEmpty()) {
            return List.of();
        }
        List<Node> items = value.get() instanceof SequenceNode sequence ? sequence.getValue() : List.of(value.get());
        List<T> list = new ArrayList<>();
        for (Node item : items) {
            String text = scalar(item, key);
            try {
                list.add(parser.apply(text));
            } catch (IllegalArgumentException e) {
                throw wrong(item, key + ": " + e.getMessage());
            }
        }
        return list;
    }

    /** A mapping within. */
    Optional<Section> section(String key) throws ProfileException {
        Optional<Node> value = value(key);
        return value.isEmpty() ? Optional.empty() : Optional.of(of(file, value.get()));
    }

    private Optional<Node> value(String key) {
        asked.add(key);
        return Optional.ofNullable(values.get(key));
    }

    private String scalar(Node value, String key) throws ProfileException {
        if (value instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        throw wrong(value, key + " must be a single value");
    }

    /** Complains of the first key that nobody asked for. */
    void finish() throws ProfileException {
        for (Map.Entry<String, Node> key : keys.entrySet()) {
            if (!asked.contains(key.getKey())) {
                throw wrong(
                        key.getValue(),
                        "unknown key " + key.getKey() + "; known are "
                                + String.join(", ", asked.stream().sorted().toList()));
            }
        }
    }

    /** A complaint about a key's value. */
    ProfileException wrong(String key, String what) {
        return wrong(values.getOrDefault(key, node), what);
    }

    private ProfileException wrong(Node at, String what) {
        // lines are counted from 0 there
        int line = at.getStartMark().map(Mark::getLine).orElse(0) + 1;
        return new ProfileException(file + ":" + line + ": " + what);
    }
}
