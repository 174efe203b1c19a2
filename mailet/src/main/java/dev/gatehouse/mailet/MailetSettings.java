package dev.gatehouse.mailet;

import dev.gatehouse.gateway.policy.Concern;
import dev.gatehouse.gateway.policy.Policy;
import jakarta.mail.MessagingException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.mailet.Mail;
import org.apache.mailet.MailetConfig;
import org.apache.mailet.MailetException;

/**
 * What stands in {@code mailetcontainer.xml}.
 *
 * @param configuration the {@code gatehouse.yaml}
 * @param policy what becomes of a mail
 * @param processors where those are sent that are diverted
 * @param headers whether mail is marked with headers
 * @param patience how long one scan may take; the limits of the configuration hold besides
 */
record MailetSettings(
        Path configuration, Policy<Fate> policy, Map<Concern, String> processors, boolean headers, Duration patience) {

    private static final String CONFIGURATION = "configuration";
    private static final String HEADERS = "headers";
    private static final String PATIENCE = "patience";
    private static final String ON_EXCEPTION = "onMailetException";

    /** James's own, for any mailet. */
    private static final Set<String> OF_JAMES = Set.of(ON_EXCEPTION, "onMatchException", "onMatcherException");

    private static final String PASS = "pass";
    private static final String DISCARD = "discard";
    private static final String RETRY = "retry";

    private static final Path USUAL = Path.of("/etc/gatehouse/gatehouse.yaml");
    private static final int USUAL_SECONDS = 120;

    /** Copies the map. */
    MailetSettings {
        processors = Map.copyOf(processors);
    }

    /**
     * Reads the parameters of a mailet.
     *
     * @throws MessagingException if one is unknown or wrong, or if mail would pass unscanned by them and nobody said so
     */
    static MailetSettings read(MailetConfig config) throws MessagingException {
        refuseUnknown(config);
        Policy<Fate> policy = Policy.of(Fate.PASS, Fate.RETRY).with(Concern.INFECTED, Fate.DIVERT);
        Map<Concern, String> processors = new EnumMap<>(Concern.class);
        processors.put(Concern.INFECTED, Mail.ERROR);
        for (Concern concern : Concern.values()) {
            Optional<String> value = value(config, parameter(concern));
            if (value.isPresent()) {
                Fate fate = fate(value.get());
                policy = policy.with(concern, fate);
                processors.remove(concern);
                if (fate == Fate.DIVERT) {
                    processors.put(concern, value.get());
                }
            }
        }
        if (value(config, ON_EXCEPTION).filter("ignore"::equalsIgnoreCase).isPresent()) {
            throw new MailetException("<" + ON_EXCEPTION + ">ignore would let mail pass that could not be scanned; to"
                    + " let it pass, set <onFailed>pass and its like, and here 'propagate' or a processor");
        }
        return new MailetSettings(
                value(config, CONFIGURATION).map(Path::of).orElse(USUAL),
                policy,
                processors,
                yes(config, HEADERS),
                patience(config));
    }

    /** The processor of the first concern that diverts. */
    String processor(Set<Concern> concerns) {
        return Arrays.stream(Concern.values())
                .filter(concerns::contains)
                .map(processors::get)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(Mail.ERROR);
    }

    /** The parameter for a concern: {@code onInfected} and its like. */
    private static String parameter(Concern concern) {
        return "on" + concern.name().charAt(0) + concern.id().substring(1);
    }

    private static Fate fate(String value) {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case PASS -> Fate.PASS;
            case DISCARD -> Fate.DISCARD;
            case RETRY -> Fate.RETRY;
            default -> Fate.DIVERT;
        };
    }

    private static void refuseUnknown(MailetConfig config) throws MessagingException {
        Set<String> known = new TreeSet<>(Set.of(CONFIGURATION, HEADERS, PATIENCE));
        for (Concern concern : Concern.values()) {
            known.add(parameter(concern));
        }
        Iterator<String> names = config.getInitParameterNames();
        while (names.hasNext()) {
            String name = names.next();
            if (!known.contains(name) && !OF_JAMES.contains(name)) {
                throw new MailetException("unknown parameter <" + name + ">; there are " + String.join(", ", known));
            }
        }
    }

    private static boolean yes(MailetConfig config, String name) throws MessagingException {
        return switch (value(config, name).orElse("true")) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new MailetException("<" + name + "> must be true or false");
        };
    }

    private static Duration patience(MailetConfig config) throws MessagingException {
        try {
            int seconds = value(config, PATIENCE).map(Integer::parseInt).orElse(USUAL_SECONDS);
            if (seconds > 0) {
                return Duration.ofSeconds(seconds);
            }
        } catch (NumberFormatException e) {
            throw new MailetException("<" + PATIENCE + "> must be a number of seconds", e);
        }
        throw new MailetException("<" + PATIENCE + "> must be more than 0 seconds");
    }

    @SuppressWarnings("NullAway") // James's interface gives null for what is not set
    private static Optional<String> value(MailetConfig config, String name) {
        return Optional.ofNullable(config.getInitParameter(name)).map(String::strip);
    }
}
