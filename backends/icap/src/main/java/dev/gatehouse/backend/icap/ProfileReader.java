package dev.gatehouse.backend.icap;

import dev.gatehouse.backend.icap.YamlNode.YamlException;
import dev.gatehouse.spi.ReasonCode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Reads a {@link Profile} from YAML. An unknown key, or a value that does not fit, is an error with its line. */
final class ProfileReader {

    private static final List<String> KEYS = List.of(
            "vendor",
            "product",
            "services",
            "signals",
            "not-scanned",
            "blocked",
            "statuses",
            "clean-needs",
            "trickles",
            "eicar-check",
            "versions");

    private static final List<String> SIGNAL_KEYS =
            List.of("header", "http-header", "reads", "none", "separator", "types", "words", "otherwise", "meaning");

    private ProfileReader() {}

    /**
     * Reads a profile.
     *
     * @param file the file's name, for messages
     */
    static Profile read(String text, String file) throws YamlException {
        YamlNode root = YamlNode.parse(text, file);
        Map<String, YamlNode> map = root.map(KEYS);
        Map<String, YamlNode> blocked = map(map.get("blocked"), List.of("status", "name"));
        Map<String, YamlNode> versions = map(map.get("versions"), List.of("engine", "signatures", "date"));
        return new Profile(
                required(root, map, "vendor").text(),
                required(root, map, "product").text(),
                services(map.get("services")),
                signals(required(root, map, "signals")),
                notScanned(map.get("not-scanned")),
                numbers(blocked.get("status")),
                pattern(blocked.get("name")),
                statuses(map.get("statuses")),
                texts(map.get("clean-needs")),
                flag(map.get("trickles")),
                flag(map.get("eicar-check")),
                text(versions.get("engine"), "Server"),
                text(versions.get("signatures"), "ISTag"),
                pattern(versions.get("date")));
    }

    private static YamlNode required(YamlNode root, Map<String, YamlNode> map, String key) throws YamlException {
        YamlNode value = map.get(key);
        if (value == null) {
            throw root.error("the key " + key + " is missing");
        }
        return value;
    }

    private static Map<String, YamlNode> map(@Nullable YamlNode node, List<String> keys) throws YamlException {
        return node == null ? Map.of() : node.map(keys);
    }

    private static boolean flag(@Nullable YamlNode node) throws YamlException {
        return node != null && node.flag();
    }

    private static String text(@Nullable YamlNode node, String otherwise) throws YamlException {
        return node == null ? otherwise : node.text();
    }

    private static List<String> texts(@Nullable YamlNode node) throws YamlException {
        List<String> texts = new ArrayList<>();
        if (node != null) {
            for (YamlNode each : node.list()) {
                texts.add(each.text());
            }
        }
        return texts;
    }

    private static List<String> lowerTexts(@Nullable YamlNode node) throws YamlException {
        return texts(node).stream().map(text -> text.toLowerCase(Locale.ROOT)).toList();
    }

    private static Set<Integer> numbers(@Nullable YamlNode node) throws YamlException {
        Set<Integer> numbers = new HashSet<>();
        if (node != null) {
            for (YamlNode each : node.list()) {
                numbers.add(each.number());
            }
        }
        return numbers;
    }

    private static Optional<Pattern> pattern(@Nullable YamlNode node) throws YamlException {
        if (node == null) {
            return Optional.empty();
        }
        try {
            Pattern pattern = Pattern.compile(node.text());
            if (pattern.matcher("").groupCount() < 1) {
                throw node.error("the expression must have a group: what is in it is taken");
            }
            return Optional.of(pattern);
        } catch (PatternSyntaxException e) {
            throw node.error("not a regular expression: " + e.getDescription());
        }
    }

    private static Map<Method, String> services(@Nullable YamlNode node) throws YamlException {
        Map<Method, String> services = new EnumMap<>(Method.class);
        Map<String, YamlNode> map = map(node, List.of("respmod", "reqmod"));
        for (Method method : Method.values()) {
            YamlNode service = map.get(method.id());
            if (service != null) {
                services.put(method, service.text());
            }
        }
        return services;
    }

    private static List<Profile.NotScanned> notScanned(@Nullable YamlNode node) throws YamlException {
        List<Profile.NotScanned> all = new ArrayList<>();
        if (node != null) {
            for (Map.Entry<String, YamlNode> entry : node.map().entrySet()) {
                all.add(new Profile.NotScanned(lowerTexts(entry.getValue()), reason(entry.getKey(), entry.getValue())));
            }
        }
        return all;
    }

    private static Map<Integer, ReasonCode> statuses(@Nullable YamlNode node) throws YamlException {
        Map<Integer, ReasonCode> statuses = new HashMap<>();
        if (node != null) {
            for (Map.Entry<String, YamlNode> entry : node.map().entrySet()) {
                YamlNode value = entry.getValue();
                statuses.put(number(entry.getKey(), value), reason(value.text(), value));
            }
        }
        return statuses;
    }

    private static int number(String key, YamlNode at) throws YamlException {
        return YamlNode.small(key).orElseThrow(() -> at.error("the key must be a number, not " + key));
    }

    private static ReasonCode reason(String id, YamlNode at) throws YamlException {
        return Meaning.reason(id).orElseThrow(() -> at.error(id + " is no code of a reason; see docs/reasons.md"));
    }

    private static Meaning meaning(YamlNode node) throws YamlException {
        String text = node.text();
        return Meaning.parse(text)
                .orElseThrow(() -> node.error("must be clean, infected, blocked or the code of a reason, not " + text));
    }

    private static List<Signal> signals(YamlNode node) throws YamlException {
        List<Signal> signals = new ArrayList<>();
        for (YamlNode each : node.list()) {
            signals.add(signal(each));
        }
        return signals;
    }

    private static Signal signal(YamlNode node) throws YamlException {
        Map<String, YamlNode> map = node.map(SIGNAL_KEYS);
        YamlNode icap = map.get("header");
        YamlNode http = map.get("http-header");
        if ((icap == null) == (http == null)) {
            throw node.error("a signal has either a header or an http-header");
        }
        Signal.Source source =
                icap != null ? new Signal.Source(false, icap.text()) : new Signal.Source(true, text(http, ""));
        YamlNode reads = required(node, map, "reads");
        String separator = text(map.get("separator"), "");
        return switch (reads.text()) {
            case "name" -> {
                allow(map, "none", "separator");
                yield new Signal.Name(source, lowerTexts(map.get("none")), false, separator);
            }
            case "kind" -> {
                allow(map, "none", "separator");
                yield new Signal.Name(source, lowerTexts(map.get("none")), true, separator);
            }
            case "infection" -> {
                allow(map, "types", "separator");
                yield new Signal.Infection(source, types(map.get("types")), false, separator);
            }
            case "infection-kind" -> {
                allow(map, "types", "separator");
                yield new Signal.Infection(source, types(map.get("types")), true, separator);
            }
            case "violations" -> {
                allow(map);
                yield new Signal.Violations(source);
            }
            case "word" -> {
                allow(map, "words", "otherwise");
                Map<String, Meaning> words = new HashMap<>();
                for (Map.Entry<String, YamlNode> entry :
                        required(node, map, "words").map().entrySet()) {
                    words.put(entry.getKey().toLowerCase(Locale.ROOT), meaning(entry.getValue()));
                }
                YamlNode otherwise = map.get("otherwise");
                yield new Signal.Word(
                        source, words, otherwise == null ? Optional.empty() : Optional.of(meaning(otherwise)));
            }
            case "presence" -> {
                allow(map, "meaning");
                yield new Signal.Presence(source, meaning(required(node, map, "meaning")));
            }
            default ->
                throw reads.error("must be name, kind, infection, infection-kind, violations, word or presence, not "
                        + reads.text());
        };
    }

    private static void allow(Map<String, YamlNode> map, String... keys) throws YamlException {
        for (Map.Entry<String, YamlNode> entry : map.entrySet()) {
            String key = entry.getKey();
            if (!key.equals("header")
                    && !key.equals("http-header")
                    && !key.equals("reads")
                    && !List.of(keys).contains(key)) {
                throw entry.getValue().error("the key " + key + " has no use here; see what the signal reads");
            }
        }
    }

    private static Map<Integer, Meaning> types(@Nullable YamlNode node) throws YamlException {
        Map<Integer, Meaning> types = new HashMap<>();
        if (node != null) {
            for (Map.Entry<String, YamlNode> entry : node.map().entrySet()) {
                types.put(number(entry.getKey(), entry.getValue()), meaning(entry.getValue()));
            }
        }
        return types;
    }
}
