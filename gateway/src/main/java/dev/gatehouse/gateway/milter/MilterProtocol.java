package dev.gatehouse.gateway.milter;

import dev.gatehouse.gateway.Gate;
import dev.gatehouse.gateway.net.Link;
import dev.gatehouse.gateway.net.Protocol;
import dev.gatehouse.gateway.net.Witness;
import java.io.IOException;

/** A mail filter for Sendmail and Postfix that lets through what the gate calls clean. */
public final class MilterProtocol implements Protocol {

    /** The name in configuration, logs and metrics. */
    public static final String NAME = "milter";

    private final Gate gate;
    private final MilterSettings settings;
    private final Witness witness;

    /**
     * A filter.
     *
     * @param gate scans the messages; stays its owner's to close, after the listener
     * @param witness is told of every message that got its verdict
     */
    public MilterProtocol(Gate gate, MilterSettings settings, Witness witness) {
        this.gate = gate;
        this.settings = settings;
        this.witness = witness;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void serve(Link link) throws IOException, InterruptedException {
        try (Session session = new Session(gate, settings, witness, link)) {
            session.run();
        }
    }
}
