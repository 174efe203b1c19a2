package dev.gatehouse.backend.command;

import dev.gatehouse.backend.command.Profile.ExitCodes;
import dev.gatehouse.backend.command.Profile.Giving;
import dev.gatehouse.backend.command.Profile.VersionQuestion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/** Reads profiles; docs/command.md lists the keys. */
final class ProfileReader {

    private static final int LARGEST_CHARACTERS = 1 << 18;
    private static final int DEFAULT_BATCH = 32;

    private ProfileReader() {}

    /**
     * Reads a profile.
     *
     * @param file its name, for messages
     * @throws ProfileException with file and line, for the first thing that is wrong
     */
    static Profile read(String file, String yaml) throws ProfileException {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(file)
                .setCodePointLimit(LARGEST_CHARACTERS)
                .build();
        try {
            Optional<Node> root =
                    new Composer(settings, new ParserImpl(settings, new StreamReader(settings, yaml))).getSingleNode();
            if (root.isEmpty()) {
                throw new ProfileException(file + ":1: the profile is empty");
            }
            return profile(Section.of(file, root.get()));
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
            throw new ProfileException(file + ":" + line + ": " + e.getProblem());
        } catch (YamlEngineException | StackOverflowError e) {
            throw new ProfileException(file + ":1: this is not YAML: " + e.getMessage());
        }
    }

    private static Profile profile(Section top) throws ProfileException {
        Giving giving = top.parsed("give", ProfileReader::giving).orElse(Giving.PATH);
        List<String> arguments = top.list("arguments", text -> text);
        List<LineRule> lines = lines(top);
        Profile profile = new Profile(
                top.text("vendor"),
                top.text("product"),
                top.list("program", text -> text),
                arguments,
                top.list("all-matches", text -> text),
                top.parsed("every-match", ProfileReader::flag).orElse(false),
                giving,
                giving == Giving.BATCH
                        ? top.parsed("batch", text -> number(text, 1, 1000)).orElse(DEFAULT_BATCH)
                        : 1,
                top.parsed("unpacks", ProfileReader::flag).orElse(false),
                largest(top),
                environment(top),
                top.optionalText("requires"),
                exitCodes(top),
                lines,
                version(top),
                top.list("signature-files", text -> text));
        // for people: where the profile is from, and whether it was tried
        top.optionalText("source");
        top.finish();
        check(top, profile);
        return profile;
    }

    private static void check(Section top, Profile profile) throws ProfileException {
        if (profile.programs().isEmpty()) {
            throw top.wrong("program", "program must name at least one");
        }
        String all = String.join(" ", profile.arguments());
        boolean given = switch (profile.giving()) {
            case PATH -> all.contains("{file}");
            case BATCH -> profile.arguments().contains("{files}") || all.contains("{list}");
            case STDIN -> true;
        };
        if (!given) {
            throw top.wrong("arguments", "arguments must hold {file}, or {files} or {list} where a batch is given");
        }
        if (profile.lines().isEmpty() && profile.exitCodes().infected().isEmpty()) {
            throw top.wrong("patterns", "neither patterns nor exit-codes say what infected is");
        }
        if (profile.giving() == Giving.BATCH) {
            boolean told = profile.saysClean()
                    && profile.lines().stream()
                            .filter(rule -> rule.kind() == LineRule.Kind.CLEAN || rule.kind() == LineRule.Kind.INFECTED)
                            .allMatch(rule -> rule.has("file"));
            if (!told) {
                throw top.wrong("patterns", "a batch needs patterns for clean and infected, with the group file");
            }
        }
    }

    private static Giving giving(String text) {
        return switch (text) {
            case "path" -> Giving.PATH;
            case "stdin" -> Giving.STDIN;
            case "batch" -> Giving.BATCH;
            default -> throw new IllegalArgumentException("must be path, stdin or batch, not " + text);
        };
    }

    private static boolean flag(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("must be true or false, not " + text);
        };
    }

    private static int number(String text, int least, int most) {
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new IllegalArgumentException("must be a number from " + least + " to " + most + ", not " + text);
    }

    private static OptionalLong largest(Section top) throws ProfileException {
        Optional<Integer> megabytes = top.parsed("largest-mib", text -> number(text, 1, Integer.MAX_VALUE));
        return megabytes.isEmpty() ? OptionalLong.empty() : OptionalLong.of((long) megabytes.get() << 20);
    }

    private static Map<String, String> environment(Section top) throws ProfileException {
        Map<String, String> environment = new LinkedHashMap<>();
        Optional<Section> section = top.section("environment");
        if (section.isPresent()) {
            for (String name : section.get().keys()) {
                environment.put(name, section.get().text(name));
            }
        }
        return environment;
    }

    private static ExitCodes exitCodes(Section top) throws ProfileException {
        Optional<Section> section = top.section("exit-codes");
        if (section.isEmpty()) {
            return new ExitCodes(Set.of(0), Set.of(), Set.of());
        }
        Section codes = section.get();
        ExitCodes read = new ExitCodes(codes(codes, "clean"), codes(codes, "infected"), codes(codes, "incomplete"));
        codes.finish();
        return read;
    }

    private static Set<Integer> codes(Section codes, String key) throws ProfileException {
        return Set.copyOf(codes.list(key, text -> number(text, 0, 255)));
    }

    private static List<LineRule> lines(Section top) throws ProfileException {
        List<LineRule> rules = new ArrayList<>();
        Optional<Section> section = top.section("patterns");
        if (section.isPresent()) {
            for (LineRule.Kind kind : LineRule.Kind.values()) {
                for (Pattern pattern : section.get().list(kind.key(), ProfileReader::pattern)) {
                    rules.add(new LineRule(kind, pattern));
                }
            }
            section.get().finish();
        }
        return rules;
    }

    private static Optional<VersionQuestion> version(Section top) throws ProfileException {
        Optional<Section> section = top.section("version");
        if (section.isEmpty()) {
            return Optional.empty();
        }
        Section version = section.get();
        VersionQuestion question = new VersionQuestion(
                version.list("arguments", text -> text),
                version.parsed("pattern", ProfileReader::pattern)
                        .orElseThrow(() -> version.wrong("pattern", "the key pattern is missing")),
                version.optionalText("time-format"));
        version.finish();
        return Optional.of(question);
    }

    private static Pattern pattern(String text) {
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("not a regular expression: " + e.getDescription() + ": " + text, e);
        }
    }
}
