package dev.gatehouse.engine.configuration;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A key of a configuration file and its value, or an element of a list. Knows where it stands, and says so when it is not
 * what it should be.
 */
public final class Setting {

    /** Deeper than any use, so that a mapping which holds itself ends. */
    private static final int MAX_DEPTH = 20;

    private final String key;
    private final Position position;
    private final Node value;

    private Setting(String key, Position position, Node value) {
        this.key = key;
        this.position = position;
        this.value = value;
    }

    /** A whole file. */
    static Setting whole(String file, Node root) {
        return new Setting("the file", position(file, root), root);
    }

    private static Position position(String file, Node node) {
        return node.getStartMark()
                .map((Mark mark) -> new Position(file, mark.getLine() + 1, mark.getColumn() + 1))
                .orElse(new Position(file, 1, 1));
    }

    /** The key as it is written; for an element of a list, the list's. */
    public String key() {
        return key;
    }

    /** Where the key or the element stands. */
    public Position position() {
        return position;
    }

    /** Something is wrong here. */
    public ConfigurationException wrong(String message) {
        return ConfigurationException.at(position, message);
    }

    /** Nobody knows this key. */
    public ConfigurationException unknown(String what, List<String> known) {
        return wrong("unknown key '" + key + "' in " + what + "; there are " + String.join(", ", known));
    }

    /** Whether it has keys below it. */
    public boolean isMapping() {
        return value instanceof MappingNode;
    }

    /** The settings of a mapping, in their order; no key twice. */
    public List<Setting> settings() throws ConfigurationException {
        if (!(value instanceof MappingNode mapping)) {
            throw wrong(key + " must be a mapping: keys with values below it");
        }
        List<Setting> settings = new ArrayList<>();
        Map<String, Position> seen = new HashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            Position where = position(position.file(), tuple.getKeyNode());
            if (!(tuple.getKeyNode() instanceof ScalarNode name)) {
                throw ConfigurationException.at(where, "a key must be a word");
            }
            Position before = seen.put(name.getValue(), where);
            if (before != null) {
                throw ConfigurationException.at(
                        where, "key '" + name.getValue() + "' is set twice; it is set in line " + before.line());
            }
            settings.add(new Setting(name.getValue(), where, tuple.getValueNode()));
        }
        return settings;
    }

    /** The elements of a list. */
    public List<Setting> elements() throws ConfigurationException {
        if (!(value instanceof SequenceNode sequence)) {
            throw wrong(key + " must be a list: one element a line, each behind a hyphen");
        }
        List<Setting> elements = new ArrayList<>();
        for (Node element : sequence.getValue()) {
            elements.add(new Setting(key, position(position.file(), element), element));
        }
        return elements;
    }

    /** A single value. */
    public String text() throws ConfigurationException {
        if (!(value instanceof ScalarNode scalar)) {
            throw wrong(key + " must be a single value");
        }
        if (scalar.getTag().equals(Tag.NULL)) {
            throw wrong(key + " has no value");
        }
        return scalar.getValue();
    }

    /** This one, or each element where it is a list. */
    public List<Setting> each() throws ConfigurationException {
        return value instanceof SequenceNode ? elements() : List.of(this);
    }

    /** A single value, or each of a list. */
    public List<String> texts() throws ConfigurationException {
        if (!(value instanceof SequenceNode)) {
            return List.of(text());
        }
        List<String> texts = new ArrayList<>();
        for (Setting element : elements()) {
            texts.add(element.text());
        }
        return texts;
    }

    /** A single value, read. */
    public <T> T as(Function<String, T> reading) throws ConfigurationException {
        String text = text();
        try {
            return reading.apply(text);
        } catch (IllegalArgumentException e) {
            throw wrong(key + ": " + e.getMessage());
        }
    }

    /** A path; a relative one is relative to the folder of the file in which it stands. */
    public Path pathBeside(Path file) throws ConfigurationException {
        String text = text();
        try {
            return file.toAbsolutePath().resolveSibling(text);
        } catch (InvalidPathException e) {
            throw wrong(key + ": '" + text + "' is not a path: " + e.getReason());
        }
    }

    /** Yes or no, as YAML writes it. */
    public boolean flag() throws ConfigurationException {
        return as(text -> switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("'" + text + "' is neither true nor false");
        });
    }

    /** A length of time: {@code 500ms}, {@code 30s}, {@code 2m}. */
    public Duration time() throws ConfigurationException {
        return as(Span::of).time();
    }

    /** A number of bytes: {@code 65536}, {@code 25M}. */
    public long bytes() throws ConfigurationException {
        return as(ByteSize::of).bytes();
    }

    /** A whole number, no less than a bound. */
    public long number(long least) throws ConfigurationException {
        return as(text -> {
            try {
                long number = Long.parseLong(text);
                if (number >= least) {
                    return number;
                }
            } catch (NumberFormatException e) {
                // the message below says what is wanted
            }
            throw new IllegalArgumentException("'" + text + "' is not a whole number from " + least + " on");
        });
    }

    /** This setting and, where it is a mapping, all below it, each under the joined path of its keys. */
    public List<Setting> flat() throws ConfigurationException {
        List<Setting> flat = new ArrayList<>();
        flatten(flat, 0);
        return flat;
    }

    private void flatten(List<Setting> flat, int depth) throws ConfigurationException {
        if (!isMapping()) {
            flat.add(this);
            return;
        }
        if (depth == MAX_DEPTH) {
            throw wrong(key + " is nested too deep");
        }
        for (Setting inner : settings()) {
            new Setting(key + "." + inner.key, inner.position, inner.value).flatten(flat, depth + 1);
        }
    }
}
