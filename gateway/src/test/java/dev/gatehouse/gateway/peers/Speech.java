package dev.gatehouse.gateway.peers;

import dev.gatehouse.gateway.Gate;
import dev.gatehouse.gateway.clamd.ClamdClient;
import dev.gatehouse.gateway.clamd.ClamdHooks;
import dev.gatehouse.gateway.clamd.ClamdProtocol;
import dev.gatehouse.gateway.clamd.ClamdSettings;
import dev.gatehouse.gateway.icap.IcapProtocol;
import dev.gatehouse.gateway.icap.IcapSettings;
import dev.gatehouse.gateway.milter.MilterProtocol;
import dev.gatehouse.gateway.milter.MilterSettings;
import dev.gatehouse.gateway.net.Protocol;
import dev.gatehouse.gateway.net.Witness;
import dev.gatehouse.peers.MailGateway;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * What Gatehouse speaks with a gateway, and what becomes of what it cannot look into by the protocol's own policy.
 *
 * @param tongue makes the protocol
 * @param encrypted what becomes of what is encrypted
 * @param limit what becomes of what is beyond a limit
 */
record Speech(Tongue tongue, Outcome encrypted, Outcome limit) {

    /** Makes a protocol that may look at paths below a folder. */
    @FunctionalInterface
    interface Tongue {
        Protocol over(Gate gate, Witness witness, Path root);
    }

    static Speech clamd(ClamdClient client) {
        return new Speech(
                (gate, witness, root) -> new ClamdProtocol(
                        "clamd",
                        gate,
                        ClamdSettings.DEFAULT.withPolicy(client.policy()).withRoots(List.of(root)),
                        witness,
                        new ClamdHooks(() -> {}, () -> {})),
                Outcome.REFUSED,
                Outcome.POSTPONED);
    }

    static Speech milter() {
        return new Speech(
                (gate, witness, _) -> new MilterProtocol(gate, MilterSettings.DEFAULT, witness),
                Outcome.POSTPONED,
                Outcome.POSTPONED);
    }

    static Speech icap() {
        return new Speech(
                (gate, witness, _) -> new IcapProtocol(gate, IcapSettings.defaults(), witness),
                Outcome.REFUSED,
                Outcome.REFUSED);
    }

    /** What a gateway for mail is set to speak. */
    static Speech with(MailGateway gateway) {
        return gateway.clamdClient()
                .map(id -> clamd(ClamdClient.valueOf(id.toUpperCase(Locale.ROOT).replace('-', '_'))))
                .orElseGet(Speech::milter);
    }
}
