package dev.gatehouse.gateway.clamd;

import dev.gatehouse.gateway.Gate;
import dev.gatehouse.gateway.net.Link;
import dev.gatehouse.gateway.net.Protocol;
import dev.gatehouse.gateway.net.Witness;
import java.io.IOException;
import java.time.Instant;

/** Speaks clamd's protocol on one listener. */
public final class ClamdProtocol implements Protocol {

    /** The name in configuration, logs and metrics. */
    public static final String NAME = "clamd";

    private final House house;

    /**
     * Speaks for a gate, which stays its owner's.
     *
     * @param listener what the operator calls the listener
     * @param witness told of every answered command
     * @param hooks what RELOAD and SHUTDOWN do where the settings allow them
     */
    public ClamdProtocol(String listener, Gate gate, ClamdSettings settings, Witness witness, ClamdHooks hooks) {
        this.house = new House(
                listener,
                gate,
                settings,
                witness,
                hooks,
                new Answers(settings.policy()),
                new Tasks(gate::load),
                Instant.now());
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void serve(Link link) throws IOException, InterruptedException {
        new Conversation(house, link).hold();
    }
}
