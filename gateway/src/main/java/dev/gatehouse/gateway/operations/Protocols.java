package dev.gatehouse.gateway.operations;

import dev.gatehouse.engine.configuration.ConfigurationException;
import dev.gatehouse.gateway.clamd.ClamdHooks;
import dev.gatehouse.gateway.clamd.ClamdProtocol;
import dev.gatehouse.gateway.clamd.ClamdSettingsReader;
import dev.gatehouse.gateway.configuration.ListenerConfiguration;
import dev.gatehouse.gateway.icap.IcapProtocol;
import dev.gatehouse.gateway.icap.IcapSettings;
import dev.gatehouse.gateway.icap.IcapSettingsReader;
import dev.gatehouse.gateway.milter.MilterProtocol;
import dev.gatehouse.gateway.milter.MilterSettingsReader;
import dev.gatehouse.gateway.net.Protocol;
import java.util.Map;
import java.util.TreeMap;

/** The protocols that can be spoken, by their names in the configuration. A new one is a line in {@link #all}. */
public final class Protocols {

    private final Map<String, Factory> factories;

    /** With these. */
    public Protocols(Map<String, Factory> factories) {
        this.factories = Map.copyOf(factories);
    }

    /** Those that come with the house. */
    public static Protocols all() {
        return new Protocols(Map.of(
                ClamdProtocol.NAME,
                speaking -> new ClamdProtocol(
                        speaking.listener(),
                        speaking.gate(),
                        ClamdSettingsReader.read(speaking.keys()),
                        speaking.witness(),
                        new ClamdHooks(speaking.operator()::reload, speaking.operator()::shutdown)),
                MilterProtocol.NAME,
                speaking -> new MilterProtocol(
                        speaking.gate(), MilterSettingsReader.read(speaking.keys()), speaking.witness()),
                IcapProtocol.NAME,
                speaking -> new IcapProtocol(
                        speaking.gate(),
                        speaking.section().isPresent()
                                ? IcapSettingsReader.read(speaking.section().get(), speaking.keys())
                                : IcapSettings.defaults(),
                        speaking.witness())));
    }

    /** Makes what is spoken on a listener. It opens nothing, so that a configuration can be checked by it. */
    @FunctionalInterface
    public interface Factory {

        /**
         * Reads the protocol's own settings.
         *
         * @throws ConfigurationException about the first thing that is wrong in them
         */
        Protocol of(Speaking speaking) throws ConfigurationException;
    }

    /**
     * What is spoken on a listener.
     *
     * @throws ConfigurationException if there is no such protocol, or its settings are wrong
     */
    Protocol of(ListenerConfiguration listener, Speaking speaking) throws ConfigurationException {
        Factory factory = factories.get(listener.protocol());
        if (factory == null) {
            throw new ConfigurationException(
                    listener.section().map(section -> section.position() + ": ").orElse("") + "no protocol is named '"
                            + listener.protocol() + "'; there are "
                            + String.join(", ", new TreeMap<>(factories).keySet()));
        }
        return factory.of(speaking);
    }
}
