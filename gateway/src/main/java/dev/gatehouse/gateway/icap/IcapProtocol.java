package dev.gatehouse.gateway.icap;

import dev.gatehouse.gateway.Gate;
import dev.gatehouse.gateway.net.Link;
import dev.gatehouse.gateway.net.Protocol;
import dev.gatehouse.gateway.net.Witness;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** ICAP on a listener. Shared by all its connections. */
public final class IcapProtocol implements Protocol {

    /** The name in configuration, logs and metrics. */
    public static final String NAME = "icap";

    private final Gate gate;
    private final IcapSettings settings;
    private final Witness witness;
    private final ServiceTag tag;
    private final Map<String, IcapService> services = new HashMap<>();

    /**
     * A server over a gate.
     *
     * @param witness is told of every answered request
     */
    public IcapProtocol(Gate gate, IcapSettings settings, Witness witness) {
        this.gate = gate;
        this.settings = settings;
        this.witness = witness;
        this.tag = new ServiceTag(gate, settings);
        for (IcapService service : settings.services()) {
            service.paths().forEach(path -> services.put(path, service));
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void serve(Link link) throws IOException, InterruptedException {
        Incoming in = new Incoming(link);
        for (long number = 1; in.comes(); number++) {
            Exchange exchange = new Exchange(this, link, in, link.id() + "-" + number);
            if (!exchange.run() || link.ending()) {
                return;
            }
        }
    }

    Gate gate() {
        return gate;
    }

    IcapSettings settings() {
        return settings;
    }

    Witness witness() {
        return witness;
    }

    String tag() {
        return tag.now();
    }

    /** The service at a path, or, at none, the first. */
    Optional<IcapService> service(String path) {
        return path.isEmpty() ? Optional.of(settings.services().getFirst()) : Optional.ofNullable(services.get(path));
    }
}
