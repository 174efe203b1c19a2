package dev.gatehouse.gateway.milter;

import dev.gatehouse.engine.configuration.ConfigurationException;
import dev.gatehouse.engine.configuration.Setting;
import dev.gatehouse.gateway.policy.Concern;
import dev.gatehouse.gateway.policy.Policy;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads the keys of a listener that are the milter's own. */
public final class MilterSettingsReader {

    private static final List<String> KEYS = List.of(
            "actions",
            "reject-text",
            "refuse-text",
            "tempfail-text",
            "add-headers",
            "exempt",
            "progress-interval",
            "max-message-size");

    private Policy<MilterAction> policy = MilterSettings.DEFAULT.policy();
    private ReplyText rejectText = MilterSettings.DEFAULT.rejectText();
    private ReplyText refuseText = MilterSettings.DEFAULT.refuseText();
    private ReplyText tempfailText = MilterSettings.DEFAULT.tempfailText();
    private boolean addHeaders = MilterSettings.DEFAULT.addHeaders();
    private Exemptions exempt = MilterSettings.DEFAULT.exempt();
    private Duration progress = MilterSettings.DEFAULT.progress();
    private long maxMessageBytes = MilterSettings.DEFAULT.maxMessageBytes();

    private MilterSettingsReader() {}

    /**
     * Reads a listener's keys; what is not set keeps its {@linkplain MilterSettings#DEFAULT default}.
     *
     * @throws ConfigurationException about the first thing that is wrong
     */
    public static MilterSettings read(List<Setting> settings) throws ConfigurationException {
        MilterSettingsReader reader = new MilterSettingsReader();
        for (Setting setting : settings) {
            reader.take(setting);
        }
        return new MilterSettings(
                reader.policy,
                reader.rejectText,
                reader.refuseText,
                reader.tempfailText,
                reader.addHeaders,
                reader.exempt,
                reader.progress,
                reader.maxMessageBytes);
    }

    private void take(Setting setting) throws ConfigurationException {
        switch (setting.key()) {
            case "actions" -> actions(setting);
            case "reject-text" -> rejectText = setting.as(ReplyText::new);
            case "refuse-text" -> refuseText = setting.as(ReplyText::new);
            case "tempfail-text" -> tempfailText = setting.as(ReplyText::new);
            case "add-headers" -> addHeaders = setting.as(MilterSettingsReader::yes);
            case "exempt" -> exempt = exempt(setting);
            case "progress-interval" -> {
                progress = setting.time();
                if (!progress.isPositive()) {
                    throw setting.wrong("progress-interval must not be 0");
                }
            }
            case "max-message-size" -> {
                maxMessageBytes = setting.bytes();
                if (maxMessageBytes < 1) {
                    throw setting.wrong("max-message-size must be at least 1");
                }
            }
            default -> throw setting.unknown("a milter listener", KEYS);
        }
    }

    private void actions(Setting section) throws ConfigurationException {
        for (Setting setting : section.settings()) {
            Concern concern = named(Concern.values(), Concern::id, setting.key())
                    .orElseThrow(() -> setting.unknown("actions", ids(Concern.values(), Concern::id)));
            policy = policy.with(concern, setting.as(MilterSettingsReader::action));
        }
    }

    private static MilterAction action(String text) {
        return named(MilterAction.values(), MilterAction::id, text)
                .orElseThrow(() -> new IllegalArgumentException("'" + text + "' is no action; there are "
                        + String.join(", ", ids(MilterAction.values(), MilterAction::id))));
    }

    private static <E> Optional<E> named(E[] all, Function<E, String> id, String name) {
        return Arrays.stream(all).filter(each -> id.apply(each).equals(name)).findFirst();
    }

    private static <E> List<String> ids(E[] all, Function<E, String> id) {
        return Arrays.stream(all).map(id).toList();
    }

    private static boolean yes(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("'" + text + "' is neither true nor false");
        };
    }

    /** Each element is read by itself, so that an error tells its line. */
    private static Exemptions exempt(Setting setting) throws ConfigurationException {
        for (Setting each : setting.each()) {
            each.as(text -> Exemptions.of(List.of(text)));
        }
        return Exemptions.of(setting.texts());
    }
}
