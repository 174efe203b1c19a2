package dev.gatehouse.gateway.milter;

import dev.gatehouse.gateway.policy.Concern;
import dev.gatehouse.gateway.policy.Policy;
import java.time.Duration;
import java.util.Arrays;

/**
 * How a milter listener treats messages.
 *
 * @param policy what becomes of a message by what is the matter with it
 * @param rejectText what a client is told whose message is rejected for what was found in it
 * @param refuseText what a client is told whose message is rejected for another cause
 * @param tempfailText what a client is told that is to try again later
 * @param addHeaders whether every message that passes gets {@code X-Virus-Scanned} and {@code X-Virus-Status}
 * @param exempt recipients whose mail is not scanned, where it is for nobody else
 * @param progress how often the MTA is told during a scan that it goes on
 * @param maxMessageBytes how large a message may be; of a larger one no more is kept, and it gives {@link Concern#LIMIT}
 */
public record MilterSettings(
        Policy<MilterAction> policy,
        ReplyText rejectText,
        ReplyText refuseText,
        ReplyText tempfailText,
        boolean addHeaders,
        Exemptions exempt,
        Duration progress,
        long maxMessageBytes) {

    /**
     * How long a connection should be allowed to rest, as by libmilter: an SMTP session rests as long as its client
     * does, and its milter connection with it.
     */
    public static final Duration IDLE_TIME = Duration.ofSeconds(7210);

    /**
     * What was found is rejected, and whatever else keeps a message from being called clean is a temporary failure;
     * headers are added, nobody is exempt, 10 s between signs of progress, 256 MiB.
     */
    public static final MilterSettings DEFAULT = new MilterSettings(
            Policy.of(MilterAction.ACCEPT, MilterAction.TEMPFAIL).with(Concern.INFECTED, MilterAction.REJECT),
            new ReplyText("Message rejected: {name} found"),
            new ReplyText("Message refused: {name}"),
            new ReplyText("Message cannot be checked now, try again later: {name}"),
            true,
            Exemptions.NONE,
            Duration.ofSeconds(10),
            256L << 20);

    /** Checks the bounds. */
    public MilterSettings {
        if (!progress.isPositive() || maxMessageBytes < 1) {
            throw new IllegalArgumentException(
                    "times and sizes must be positive: " + progress + ", " + maxMessageBytes);
        }
    }

    /** These settings with another action for a concern. */
    public MilterSettings with(Concern concern, MilterAction action) {
        return new MilterSettings(
                policy.with(concern, action),
                rejectText,
                refuseText,
                tempfailText,
                addHeaders,
                exempt,
                progress,
                maxMessageBytes);
    }

    /** Whether a message may be held. */
    boolean quarantines() {
        return Arrays.stream(Concern.values()).anyMatch(each -> policy.action(each) == MilterAction.QUARANTINE);
    }
}
