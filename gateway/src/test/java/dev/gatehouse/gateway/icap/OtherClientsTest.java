package dev.gatehouse.gateway.icap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.toolarium.icap.client.ICAPClient;
import com.github.toolarium.icap.client.ICAPClientFactory;
import com.github.toolarium.icap.client.dto.ICAPMode;
import com.github.toolarium.icap.client.dto.ICAPResource;
import com.github.toolarium.icap.client.exception.ContentBlockedException;
import dev.gatehouse.backend.icap.IcapProvider;
import dev.gatehouse.engine.Lineup;
import dev.gatehouse.engine.LineupExchange;
import dev.gatehouse.engine.LocatedFinding;
import dev.gatehouse.engine.Role;
import dev.gatehouse.engine.Seat;
import dev.gatehouse.engine.Verdict;
import dev.gatehouse.gateway.Gate;
import dev.gatehouse.gateway.GateSettings;
import dev.gatehouse.spi.BackendConfiguration;
import dev.gatehouse.spi.Deadline;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients that others wrote in Java, and the house's own. */
@Timeout(60)
class OtherClientsTest {

    @Test
    void servesToolariumsClientWhichReadsToTheEndOfTheConnection() throws Exception {
        try (IcapServer server = IcapServer.start()) {
            ICAPClient client = ICAPClientFactory.getInstance().getICAPClient("127.0.0.1", server.port(), "srv_clamav");
            for (ICAPMode mode : List.of(ICAPMode.REQMOD, ICAPMode.RESPMOD)) {
                client.validateResource(mode, resource(new byte[10_000]));
                assertThatThrownBy(() -> client.validateResource(mode, resource(IcapServer.EICAR)))
                        .as(mode.name())
                        .isInstanceOf(ContentBlockedException.class)
                        .hasMessageContaining("Eicar-Test-Signature");
            }
        }
    }

    private static ICAPResource resource(byte[] bytes) {
        return new ICAPResource("thing.bin", new ByteArrayInputStream(bytes), bytes.length);
    }

    @Test
    void isAScannerForTheHousesOwnClientByTheGenericProfile() throws Exception {
        for (String method : List.of("respmod", "reqmod")) {
            for (String preview : List.of("auto", "whole", "off")) {
                try (IcapServer server = IcapServer.start()) {
                    BackendConfiguration configuration = new BackendConfiguration(
                            "scanner",
                            Map.of(
                                    "url", List.of("icap://127.0.0.1:" + server.port() + "/avscan"),
                                    "method", List.of(method),
                                    "preview", List.of(preview)));
                    Lineup lineup = Lineup.of(
                            1, List.of(Seat.of("scanner", Role.PRIMARY, new IcapProvider().open(configuration))));
                    try (LineupExchange exchange = new LineupExchange(lineup);
                            Gate gate = new Gate(exchange, GateSettings.defaults())) {
                        assertThat(verdict(gate, new byte[200_000])).isInstanceOf(Verdict.Clean.class);
                        assertThat(verdict(gate, new byte[1])).isInstanceOf(Verdict.Clean.class);
                        assertThat(verdict(gate, IcapServer.EICAR))
                                .isInstanceOfSatisfying(
                                        Verdict.Infected.class,
                                        infected -> assertThat(infected.findings())
                                                .extracting((LocatedFinding found) ->
                                                        found.finding().name())
                                                .containsExactly("Eicar-Test-Signature"));
                    }
                }
            }
        }
    }

    private static Verdict verdict(Gate gate, byte[] bytes) throws Exception {
        return gate.scan("file", new ByteArrayInputStream(bytes), Deadline.none())
                .verdict();
    }
}
