package dev.gatehouse.gateway.clamd;

import dev.gatehouse.engine.configuration.ConfigurationException;
import dev.gatehouse.engine.configuration.Setting;
import dev.gatehouse.gateway.policy.Concern;
import dev.gatehouse.gateway.policy.Policy;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the keys of a clamd listener. {@code client} sets what is told of each concern; the keys of the concerns override
 * it one by one, wherever they stand.
 */
public final class ClamdSettingsReader {

    private static final Map<String, Concern> CONCERNS = Map.of(
            "limits", Concern.LIMIT,
            "encryption", Concern.ENCRYPTED,
            "incompleteness", Concern.INCOMPLETE,
            "failure", Concern.FAILED,
            "busy", Concern.BUSY);

    private static final List<String> KEYS = List.of(
            "client",
            "limits",
            "encryption",
            "incompleteness",
            "failure",
            "busy",
            "stream-max-length",
            "roots",
            "allow-reload",
            "allow-shutdown");

    private ClamdSettingsReader() {}

    /**
     * Reads settings, of which none need be there.
     *
     * @throws ConfigurationException if a key is unknown or its value is not what it should be
     */
    public static ClamdSettings read(List<Setting> settings) throws ConfigurationException {
        Policy<ClamdAction> policy = ClamdSettings.DEFAULT.policy();
        for (Setting setting : settings) {
            if (setting.key().equals("client")) {
                policy = setting.as(ClamdSettingsReader::client).policy();
            }
        }
        ClamdSettings read = ClamdSettings.DEFAULT;
        for (Setting setting : settings) {
            Optional<Concern> concern = Optional.ofNullable(CONCERNS.get(setting.key()));
            if (concern.isPresent()) {
                policy = policy.with(concern.get(), setting.as(ClamdSettingsReader::action));
            } else if (!setting.key().equals("client")) {
                read = take(setting, read);
            }
        }
        return read.withPolicy(policy);
    }

    private static ClamdSettings take(Setting setting, ClamdSettings read) throws ConfigurationException {
        return switch (setting.key()) {
            case "stream-max-length" -> {
                long bytes = setting.bytes();
                if (bytes < 1) {
                    throw setting.wrong("stream-max-length must be at least 1");
                }
                yield read.withStreamMaxLength(bytes);
            }
            case "roots" -> read.withRoots(roots(setting));
            case "allow-reload" -> read.withAllowed(setting.flag(), read.shutdownAllowed());
            case "allow-shutdown" -> read.withAllowed(read.reloadAllowed(), setting.flag());
            default -> throw setting.unknown("a clamd listener", KEYS);
        };
    }

    private static List<Path> roots(Setting setting) throws ConfigurationException {
        List<Path> roots = new ArrayList<>();
        for (Setting each : setting.each()) {
            roots.add(each.as(ClamdSettingsReader::root));
        }
        return roots;
    }

    private static Path root(String text) {
        try {
            Path path = Path.of(text);
            if (path.isAbsolute()) {
                return path;
            }
        } catch (InvalidPathException e) {
            // the message below says what is wanted
        }
        throw new IllegalArgumentException("'" + text + "' is not an absolute path");
    }

    private static ClamdClient client(String text) {
        return Arrays.stream(ClamdClient.values())
                .filter(client -> client.id().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + text + "' is no client; there are "
                        + String.join(
                                ", ",
                                Arrays.stream(ClamdClient.values())
                                        .map(ClamdClient::id)
                                        .toList())));
    }

    private static ClamdAction action(String text) {
        return Arrays.stream(ClamdAction.values())
                .filter(action -> action.name().toLowerCase(Locale.ROOT).equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + text + "' is none of ok, error, found, block"));
    }
}
