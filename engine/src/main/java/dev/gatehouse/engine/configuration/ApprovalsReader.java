package dev.gatehouse.engine.configuration;

import dev.gatehouse.engine.approval.Approval;
import dev.gatehouse.engine.approval.Pin;
import dev.gatehouse.engine.approval.Validity;
import dev.gatehouse.engine.approval.VersionRange;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Reads {@code approvals.yaml}. */
final class ApprovalsReader {

    private static final List<String> KEYS =
            List.of("vendor", "product", "versions", "type", "sha256", "from", "until", "order");

    private final Setting element;
    private Optional<String> vendor = Optional.empty();
    private Optional<String> order = Optional.empty();
    private Optional<Instant> from = Optional.empty();
    private Optional<Instant> until = Optional.empty();
    private Set<String> products = Set.of();
    private Set<String> types = Set.of();
    private List<VersionRange> versions = List.of();
    private Map<String, Pin> pins = Map.of();

    private ApprovalsReader(Setting element) {
        this.element = element;
    }

    /**
     * Reads a list's text.
     *
     * @throws ConfigurationException about the first thing that is wrong
     */
    static List<Approval> read(Path file, String text) throws ConfigurationException {
        List<Approval> entries = new ArrayList<>();
        boolean listed = false;
        for (Setting setting : YamlText.settings(file, text)) {
            if (!setting.key().equals("approvals")) {
                throw setting.unknown("a list of approvals", List.of("approvals"));
            }
            listed = true;
            for (Setting element : setting.elements()) {
                ApprovalsReader reader = new ApprovalsReader(element);
                for (Setting each : element.settings()) {
                    reader.take(each);
                }
                entries.add(reader.approval());
            }
        }
        if (!listed) {
            throw ConfigurationException.at(
                    new Position(file.toString(), 1, 1), "there is no list here: begin it with approvals:");
        }
        return entries;
    }

    private void take(Setting setting) throws ConfigurationException {
        switch (setting.key()) {
            case "vendor" -> vendor = Optional.of(words(setting).getFirst());
            case "product" -> products = new HashSet<>(words(setting));
            case "type" -> types = new HashSet<>(words(setting));
            case "versions" -> versions = versions(setting);
            case "sha256" -> pins = pins(setting);
            case "from" -> from = Optional.of(setting.as(Validity::beginning));
            case "until" -> until = Optional.of(setting.as(Validity::end));
            case "order" -> order = Optional.of(words(setting).getFirst());
            default -> throw setting.unknown("an approval", KEYS);
        }
    }

    private Approval approval() throws ConfigurationException {
        if (products.isEmpty()) {
            throw missing("product");
        }
        try {
            return new Approval(
                    element.position().line(),
                    vendor.orElseThrow(() -> missing("vendor")),
                    products,
                    versions,
                    types,
                    pins,
                    new Validity(from, until.orElseThrow(() -> missing("until"))),
                    order.orElseThrow(() -> missing("order")));
        } catch (IllegalArgumentException e) {
            throw element.wrong(String.valueOf(e.getMessage()));
        }
    }

    private ConfigurationException missing(String key) {
        return element.wrong("an approval needs " + key);
    }

    private static List<String> words(Setting setting) throws ConfigurationException {
        List<String> words = setting.texts();
        boolean single = setting.key().equals("vendor") || setting.key().equals("order");
        if (words.isEmpty() || words.stream().anyMatch(String::isBlank) || (single && words.size() > 1)) {
            throw setting.wrong(setting.key() + " must be " + (single ? "one value" : "one value or more")
                    + ", none of them blank");
        }
        return words;
    }

    private static List<VersionRange> versions(Setting setting) throws ConfigurationException {
        List<VersionRange> versions = new ArrayList<>();
        for (Setting range : setting.each()) {
            versions.add(range.as(VersionRange::of));
        }
        if (versions.isEmpty()) {
            throw setting.wrong("versions must not be empty: leave it out for all of them");
        }
        return versions;
    }

    private static Map<String, Pin> pins(Setting section) throws ConfigurationException {
        Map<String, Pin> pins = new TreeMap<>();
        for (Setting setting : section.settings()) {
            pins.put(setting.key(), pin(setting));
        }
        return pins;
    }

    private static Pin pin(Setting setting) throws ConfigurationException {
        List<String> digests = setting.texts();
        if (setting.key().equals(Approval.PLUGIN) && digests.equals(List.of("any"))) {
            return new Pin.Any();
        }
        try {
            return new Pin.Digests(
                    digests.stream().map(each -> each.toLowerCase(Locale.ROOT)).toList());
        } catch (IllegalArgumentException e) {
            throw setting.wrong(setting.key() + ": '" + String.join(", ", digests)
                    + "' is no SHA-256: write the 64 digits that sha256sum prints");
        }
    }
}
