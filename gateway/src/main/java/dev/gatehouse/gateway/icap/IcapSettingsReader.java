package dev.gatehouse.gateway.icap;

import dev.gatehouse.engine.configuration.ConfigurationException;
import dev.gatehouse.engine.configuration.Setting;
import dev.gatehouse.gateway.policy.Concern;
import dev.gatehouse.gateway.policy.Policy;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads the keys of a listener that are ICAP's own. docs/gateways.md tells what each is for. */
public final class IcapSettingsReader {

    private static final List<String> KEYS = List.of(
            "services",
            "preview",
            "offer-204",
            "offer-206",
            "max-body",
            "options-ttl",
            "max-connections",
            "block-page");
    private static final List<String> SERVICE_KEYS = List.of("path", "aliases", "methods", "policy");
    private static final int MOST_PREVIEW = 1 << 20;

    private final List<IcapService> services = new ArrayList<>();
    private int preview = IcapSettings.DEFAULT_PREVIEW;
    private boolean offer204 = true;
    private boolean offer206 = true;
    private long maxBody = IcapSettings.DEFAULT_MAX_BODY;
    private Duration optionsTtl = IcapSettings.DEFAULT_OPTIONS_TTL;
    private int maxConnections = IcapSettings.DEFAULT_MAX_CONNECTIONS;
    private BlockPage page = BlockPage.builtIn();

    private IcapSettingsReader() {}

    /**
     * Reads settings.
     *
     * @param listener for messages about the whole
     * @param settings the listener's keys but those that every listener has
     * @throws ConfigurationException if a key is unknown or a value is wrong, with its place
     */
    public static IcapSettings read(Setting listener, List<Setting> settings) throws ConfigurationException {
        IcapSettingsReader reader = new IcapSettingsReader();
        for (Setting setting : settings) {
            reader.take(setting);
        }
        try {
            return new IcapSettings(
                    reader.services.isEmpty() ? List.of(IcapService.standard()) : reader.services,
                    reader.preview,
                    reader.offer204,
                    reader.offer206,
                    reader.maxBody,
                    reader.optionsTtl,
                    reader.maxConnections,
                    reader.page);
        } catch (IllegalArgumentException e) {
            throw listener.wrong(String.valueOf(e.getMessage()));
        }
    }

    private void take(Setting setting) throws ConfigurationException {
        switch (setting.key()) {
            case "services" -> {
                for (Setting element : setting.elements()) {
                    services.add(service(element));
                }
                if (services.isEmpty()) {
                    throw setting.wrong("services must name at least one");
                }
            }
            case "preview" -> preview = number(setting, 0, MOST_PREVIEW);
            case "offer-204" -> offer204 = setting.flag();
            case "offer-206" -> offer206 = setting.flag();
            case "max-body" -> {
                maxBody = setting.bytes();
                if (maxBody == 0) {
                    throw setting.wrong("max-body must be at least 1");
                }
            }
            case "options-ttl" -> optionsTtl = setting.time();
            case "max-connections" -> maxConnections = number(setting, 1, 1 << 20);
            case "block-page" -> page = page(setting);
            default -> throw setting.unknown("an icap listener", KEYS);
        }
    }

    private static int number(Setting setting, int least, int most) throws ConfigurationException {
        long number = setting.number(least);
        if (number > most) {
            throw setting.wrong(setting.key() + " must be at most " + most);
        }
        return (int) number;
    }

    private static BlockPage page(Setting setting) throws ConfigurationException {
        Path file = setting.pathBeside(Path.of(setting.position().file()));
        try {
            return BlockPage.of(file);
        } catch (IOException e) {
            throw setting.wrong("block-page cannot be read: " + e.getMessage());
        }
    }

    private static IcapService service(Setting element) throws ConfigurationException {
        IcapService standard = IcapService.standard();
        String path = "";
        Set<String> aliases = Set.of();
        Set<IcapMethod> methods = standard.methods();
        Policy<IcapAction> policy = standard.policy();
        for (Setting setting : element.settings()) {
            switch (setting.key()) {
                case "path" -> path = bare(setting.text());
                case "aliases" -> {
                    aliases = new HashSet<>();
                    for (String alias : setting.texts()) {
                        aliases.add(bare(alias));
                    }
                }
                case "methods" -> methods = methods(setting);
                case "policy" -> policy = policy(setting, policy);
                default -> throw setting.unknown("a service", SERVICE_KEYS);
            }
        }
        if (path.isEmpty()) {
            throw element.wrong("a service must have a path");
        }
        try {
            return new IcapService(path, aliases, methods, policy);
        } catch (IllegalArgumentException e) {
            throw element.wrong(String.valueOf(e.getMessage()));
        }
    }

    private static String bare(String path) {
        String bare = path.startsWith("/") ? path.substring(1) : path;
        return bare.endsWith("/") ? bare.substring(0, bare.length() - 1) : bare;
    }

    private static Set<IcapMethod> methods(Setting setting) throws ConfigurationException {
        Set<IcapMethod> methods = EnumSet.noneOf(IcapMethod.class);
        for (Setting each : setting.each()) {
            methods.add(each.as(text -> switch (text) {
                case "reqmod" -> IcapMethod.REQMOD;
                case "respmod" -> IcapMethod.RESPMOD;
                default -> throw new IllegalArgumentException("'" + text + "' is neither reqmod nor respmod");
            }));
        }
        return methods;
    }

    private static Policy<IcapAction> policy(Setting section, Policy<IcapAction> before) throws ConfigurationException {
        Policy<IcapAction> policy = before;
        for (Setting setting : section.settings()) {
            Concern concern = concern(setting);
            policy = policy.with(concern, setting.as(text -> switch (text) {
                case "allow" -> IcapAction.ALLOW;
                case "error" -> IcapAction.ERROR;
                case "block" -> IcapAction.BLOCK;
                default -> throw new IllegalArgumentException("'" + text + "' is neither allow, error nor block");
            }));
        }
        return policy;
    }

    private static Concern concern(Setting setting) throws ConfigurationException {
        for (Concern concern : Concern.values()) {
            if (concern.id().equals(setting.key())) {
                return concern;
            }
        }
        throw setting.unknown(
                "a policy", List.of(Concern.values()).stream().map(Concern::id).toList());
    }
}
