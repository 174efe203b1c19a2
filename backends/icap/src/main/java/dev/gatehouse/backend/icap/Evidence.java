package dev.gatehouse.backend.icap;

import dev.gatehouse.spi.Finding;
import dev.gatehouse.spi.Reason;
import dev.gatehouse.spi.ReasonCode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What the fields of one answer say, gathered as a profile tells to read them. */
final class Evidence {

    private final Profile profile;
    private final Map<String, Map<String, String>> names = new LinkedHashMap<>();
    private final Set<String> kinds = new LinkedHashSet<>();
    private final Map<ReasonCode, String> notScanned = new LinkedHashMap<>();
    private boolean found;
    private boolean blocked;
    private boolean nothingFound;

    private Evidence(Profile profile) {
        this.profile = profile;
    }

    static Evidence in(Reply reply, Profile profile) {
        Evidence evidence = new Evidence(profile);
        for (Signal signal : profile.signals()) {
            Fields fields =
                    signal.source().http() ? reply.http().map(HttpHead::fields).orElse(Fields.NONE) : reply.fields();
            for (Fields.Field field : fields.all(signal.source().name())) {
                evidence.read(signal, field);
            }
        }
        return evidence;
    }

    private void read(Signal signal, Fields.Field field) {
        switch (signal) {
            case Signal.Name name -> readName(name, field.value());
            case Signal.Infection infection -> readInfection(infection, field.value());
            case Signal.Violations _ -> readViolations(field.lines());
            case Signal.Word word -> {
                Meaning known = word.words().get(lower(Text.unquoted(field.value())));
                Optional<Meaning> meaning = known == null ? word.otherwise() : Optional.of(known);
                meaning.ifPresent(each -> weigh(each, word.source().name() + ": " + field.value()));
            }
            case Signal.Presence presence ->
                weigh(presence.meaning(), presence.source().name() + ": " + field.value());
        }
    }

    private void readName(Signal.Name signal, String value) {
        String bare = Text.unquoted(value);
        if (signal.none().contains(lower(bare))) {
            nothingFound = true;
            return;
        }
        addAll(bare, signal.namesKinds(), signal.separator());
    }

    private void addAll(String text, boolean namesKinds, String separator) {
        for (String each : split(text, separator)) {
            if (!namesKinds || each.isEmpty()) {
                add(each, Map.of());
            } else if (!setAside(each)) {
                kinds.add(Text.shown(each));
                found = true;
            }
        }
    }

    private void readInfection(Signal.Infection signal, String value) {
        Map<String, String> parts = new TreeMap<>();
        for (String part : value.split(";", -1)) {
            int equals = part.indexOf('=');
            if (equals > 0) {
                parts.putIfAbsent(
                        lower(part.substring(0, equals).strip()),
                        part.substring(equals + 1).strip());
            }
        }
        String threat = Text.unquoted(parts.getOrDefault("threat", ""));
        String type = parts.getOrDefault("type", "");
        Meaning meaning = type.matches("[0-9]{1,4}")
                ? signal.types().getOrDefault(Integer.parseInt(type), new Meaning.Found())
                : new Meaning.Found();
        if (!(meaning instanceof Meaning.Found) || threat.isEmpty()) {
            weigh(meaning, threat.isEmpty() ? value : threat);
            return;
        }
        addAll(threat, signal.namesKinds(), signal.separator());
    }

    /** Some products put the whole list on one line, where it cannot be told apart: then only the count is sure. */
    private void readViolations(List<String> lines) {
        String count = lines.isEmpty() ? "" : lines.getFirst();
        if (count.matches("0+")) {
            nothingFound = true;
            return;
        }
        if (lines.size() < 5) {
            found = true;
            return;
        }
        for (int i = 1; i + 3 < lines.size(); i += 4) {
            String file = lines.get(i);
            boolean told = !file.isEmpty() && !file.equals("-");
            add(Text.unquoted(lines.get(i + 1)), told ? Map.of("file", Text.shown(file)) : Map.of());
        }
    }

    private void add(String name, Map<String, String> metadata) {
        if (name.isEmpty()) {
            found = true;
        } else if (!setAside(name)) {
            names.merge(Text.shown(name), metadata, (first, second) -> first.isEmpty() ? second : first);
        }
    }

    /** Whether a name is none, but says that something was not scanned. */
    private boolean setAside(String name) {
        Optional<ReasonCode> code = profile.notScanned(name);
        code.ifPresent(each -> notScanned.putIfAbsent(each, Text.shown(name)));
        return code.isPresent();
    }

    private void weigh(Meaning meaning, String text) {
        switch (meaning) {
            case Meaning.NothingFound _ -> nothingFound = true;
            case Meaning.Found _ -> found = true;
            case Meaning.Blocked _ -> blocked = true;
            case Meaning.NotScanned(ReasonCode code) ->
                notScanned.putIfAbsent(profile.notScanned(text).orElse(code), Text.shown(text));
        }
    }

    private static List<String> split(String text, String separator) {
        if (separator.isEmpty()) {
            return List.of(text);
        }
        List<String> parts = new ArrayList<>();
        for (String part : text.split(Pattern.quote(separator), -1)) {
            if (!part.isBlank()) {
                parts.add(part.strip());
            }
        }
        return parts.isEmpty() ? List.of("") : parts;
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    /** What was found; empty if nothing was, or if only a reason says why the file is held back. */
    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        names.forEach((name, metadata) -> {
            Map<String, String> all = new TreeMap<>(metadata);
            if (!kinds.isEmpty()) {
                all.put("kind", String.join(", ", kinds));
            }
            findings.add(new Finding(name, List.of(), all));
        });
        if (findings.isEmpty() && !kinds.isEmpty()) {
            kinds.forEach(kind -> findings.add(Finding.named(kind)));
        }
        if (findings.isEmpty() && found && notScanned.isEmpty()) {
            findings.add(Finding.named("Unnamed"));
        }
        return findings;
    }

    /** What was not scanned, as far as the fields say. */
    List<Reason> reasons() {
        List<Reason> reasons = new ArrayList<>();
        notScanned.forEach((code, text) -> reasons.add(new Reason(code, "the server says: " + text)));
        return reasons;
    }

    /** Whether a field says that the file is not let pass. */
    boolean blocked() {
        return blocked;
    }

    /** Whether a field says that nothing was found. */
    boolean nothingFound() {
        return nothingFound;
    }
}
