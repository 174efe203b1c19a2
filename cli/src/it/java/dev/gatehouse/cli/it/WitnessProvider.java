package dev.gatehouse.cli.it;

import dev.gatehouse.spi.Backend;
import dev.gatehouse.spi.BackendConfiguration;
import dev.gatehouse.spi.BackendProvider;
import dev.gatehouse.spi.ConfigurationKey;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** Opens witnesses, and knows when all of them are closed. */
final class WitnessProvider implements BackendProvider {

    private final Phaser open = new Phaser(1);
    private final AtomicInteger late = new AtomicInteger();

    @Override
    public String type() {
        return "witness";
    }

    @Override
    public List<ConfigurationKey> configurationKeys() {
        return List.of(
                new ConfigurationKey("generation", "The number of its lineup.", false),
                new ConfigurationKey("remote", "Whether it waits for a peer.", false));
    }

    @Override
    public Backend open(BackendConfiguration configuration) {
        open.register();
        return new Witness(
                configuration.value("generation").orElseThrow(),
                configuration.value("remote").equals(Optional.of("true")),
                open::arriveAndDeregister,
                late::incrementAndGet);
    }

    /** How often a witness was asked after it was closed. */
    int askedAfterClose() {
        return late.get();
    }

    /** Returns when all are closed. */
    void awaitAllClosed() throws InterruptedException, TimeoutException {
        open.awaitAdvanceInterruptibly(open.arrive(), 20, TimeUnit.SECONDS);
    }
}
