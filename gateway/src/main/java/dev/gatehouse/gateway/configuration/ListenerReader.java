package dev.gatehouse.gateway.configuration;

import dev.gatehouse.engine.configuration.ConfigurationException;
import dev.gatehouse.engine.configuration.Setting;
import dev.gatehouse.gateway.milter.MilterProtocol;
import dev.gatehouse.gateway.milter.MilterSettings;
import dev.gatehouse.gateway.net.Endpoint;
import dev.gatehouse.gateway.net.ListenerSettings;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads one element of {@code listeners:}. */
final class ListenerReader {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");

    private final Setting section;
    private final List<Setting> others = new ArrayList<>();
    private Optional<String> name = Optional.empty();
    private Optional<String> protocol = Optional.empty();
    private Optional<Endpoint> endpoint = Optional.empty();
    private Optional<Setting> socketKey = Optional.empty();
    private Optional<String> mode = Optional.empty();
    private Optional<String> group = Optional.empty();
    private int connections = ListenerSettings.named("").connections();
    private Optional<Duration> idleTime = Optional.empty();
    private Duration readTime = ListenerSettings.named("").readTime();

    private ListenerReader(Setting section) {
        this.section = section;
    }

    static ListenerConfiguration read(Setting section) throws ConfigurationException {
        ListenerReader reader = new ListenerReader(section);
        for (Setting setting : section.settings()) {
            reader.take(setting);
        }
        return reader.done();
    }

    private void take(Setting setting) throws ConfigurationException {
        switch (setting.key()) {
            case "name" -> name = Optional.of(setting.as(ListenerReader::checkedName));
            case "protocol" -> protocol = Optional.of(setting.text());
            case "listen" -> endpoint = Optional.of(setting.as(Endpoint::of));
            case "socket-mode" -> {
                mode = Optional.of(setting.as(text -> {
                    PosixFilePermissions.fromString(text);
                    return text;
                }));
                socketKey = Optional.of(setting);
            }
            case "socket-group" -> {
                group = Optional.of(setting.text());
                socketKey = Optional.of(setting);
            }
            case "connections" -> connections = (int) Math.min(Integer.MAX_VALUE, setting.number(1));
            case "idle-time" -> idleTime = Optional.of(setting.time());
            case "read-time" -> readTime = setting.time();
            default -> others.add(setting);
        }
    }

    private static String checkedName(String text) {
        if (!NAME.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a name: letters, digits, dots, hyphens and underscores, at most 63");
        }
        return text;
    }

    private ListenerConfiguration done() throws ConfigurationException {
        String spoken = protocol.orElseThrow(() -> section.wrong("a listener needs a protocol: clamd, milter or icap"));
        Endpoint where = endpoint.orElseThrow(
                () -> section.wrong("a listener needs an address: listen: HOST:PORT, or listen: unix:/PATH"));
        return new ListenerConfiguration(
                new ListenerSettings(name.orElse(spoken), connections, idleTime.orElse(usual(spoken)), readTime),
                spoken,
                withSocketKeys(where),
                others,
                Optional.of(section));
    }

    /** How long clients of a protocol may rest: a milter's connection lasts as long as the mail's, which may be slow. */
    private static Duration usual(String protocol) {
        return protocol.equals(MilterProtocol.NAME)
                ? MilterSettings.IDLE_TIME
                : ListenerSettings.named("").idleTime();
    }

    private Endpoint withSocketKeys(Endpoint where) throws ConfigurationException {
        return switch (where) {
            case Endpoint.Unix unix -> new Endpoint.Unix(unix.path(), mode, group);
            case Endpoint.Tcp tcp -> {
                if (socketKey.isPresent()) {
                    throw socketKey.get().wrong(socketKey.get().key() + " is for unix sockets alone");
                }
                yield tcp;
            }
        };
    }
}
