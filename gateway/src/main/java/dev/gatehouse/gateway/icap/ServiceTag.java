package dev.gatehouse.gateway.icap;

import dev.gatehouse.engine.Lineup;
import dev.gatehouse.engine.Seat;
import dev.gatehouse.gateway.Gate;
import dev.gatehouse.spi.BackendIdentity;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The ISTag, RFC 3507 section 4.7: another one voids all that clients keep of our answers. It stands for the lineup, who is
 * in it with which signatures, the limits, and the policy.
 */
final class ServiceTag {

    /** With the letters before it no more than 30 bytes, and 32 with the quotes. */
    private static final int HEX_DIGITS = 28;

    private final Gate gate;
    private final String settings;

    ServiceTag(Gate gate, IcapSettings settings) {
        this.gate = gate;
        StringBuilder text = new StringBuilder();
        settings.services()
                .forEach(service -> text.append(service.fingerprint()).append('\n'));
        this.settings = text.append(settings.maxBody())
                .append('\n')
                .append(gate.settings().scanner().limits())
                .append('\n')
                .append(settings.page().html())
                .toString();
    }

    /** The tag of this moment, without its quotes. */
    String now() {
        Lineup lineup = gate.lineup();
        StringBuilder text = new StringBuilder(settings).append('\n').append(lineup.generation());
        for (Seat seat : lineup.seats()) {
            BackendIdentity identity = seat.backend().identity();
            text.append('\n').append(seat.name()).append('\t').append(seat.role());
            text.append('\t').append(identity.vendor()).append('\t').append(identity.product());
            text.append('\t').append(identity.engineVersion()).append('\t').append(identity.signatureVersion());
        }
        byte[] digest = sha256().digest(text.toString().getBytes(StandardCharsets.UTF_8));
        return "GH" + HexFormat.of().formatHex(digest).substring(0, HEX_DIGITS);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
