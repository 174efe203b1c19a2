package dev.gatehouse.gateway.milter;

import dev.gatehouse.engine.Lineup;
import dev.gatehouse.engine.LineupExchange;
import dev.gatehouse.engine.Role;
import dev.gatehouse.engine.Seat;
import dev.gatehouse.gateway.Gate;
import dev.gatehouse.gateway.GateSettings;
import dev.gatehouse.gateway.net.ChannelDoorway;
import dev.gatehouse.gateway.net.Endpoint;
import dev.gatehouse.gateway.net.Listener;
import dev.gatehouse.gateway.net.ListenerSettings;
import dev.gatehouse.gateway.net.Served;
import dev.gatehouse.gateway.net.Witness;
import dev.gatehouse.spi.Backend;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A milter listener over a gate over one backend, and all that its witness is told. */
final class Bench implements AutoCloseable {

    final BlockingQueue<Served> served = new LinkedBlockingQueue<>();
    final BlockingQueue<String> troubles = new LinkedBlockingQueue<>();
    final BlockingQueue<Throwable> faults = new LinkedBlockingQueue<>();
    final Gate gate;
    final Listener listener;
    private final LineupExchange lineups;

    private Bench(Backend backend, GateSettings gateSettings, MilterSettings settings, Endpoint endpoint)
            throws IOException {
        this.lineups = new LineupExchange(Lineup.of(1, List.of(Seat.of("one", Role.PRIMARY, backend))));
        this.gate = new Gate(lineups, gateSettings);
        Witness witness = new Witness() {
            @Override
            public void served(Served each) {
                served.add(each);
            }

            @Override
            public void troubled(String name, String link, String message) {
                troubles.add(message);
            }

            @Override
            public void faulted(String name, String link, Throwable fault) {
                faults.add(fault);
            }
        };
        this.listener = Listener.start(
                ChannelDoorway.open(endpoint),
                ListenerSettings.named("milter"),
                new MilterProtocol(gate, settings, witness),
                witness);
    }

    static Bench on(Backend backend, MilterSettings settings) throws IOException {
        return on(backend, settings, GateSettings.defaults().withThreads(2));
    }

    static Bench on(Backend backend, MilterSettings settings, GateSettings gate) throws IOException {
        return new Bench(backend, gate, settings, Endpoint.of("127.0.0.1:0"));
    }

    static Bench at(Endpoint endpoint, Backend backend, MilterSettings settings) throws IOException {
        return new Bench(backend, GateSettings.defaults().withThreads(2), settings, endpoint);
    }

    int port() {
        return ((Endpoint.Tcp) listener.endpoint()).address().getPort();
    }

    Mta mta() throws IOException {
        return Mta.connect(port());
    }

    Served nextServed() throws InterruptedException {
        Served next = served.poll(10, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("nothing was served; troubles " + troubles + ", faults " + faults);
        }
        return next;
    }

    @Override
    public void close() {
        listener.close();
        gate.close();
        lineups.close();
    }
}
