package dev.gatehouse.gateway.peers;

import dev.gatehouse.gateway.net.Served;
import dev.gatehouse.gateway.net.Witness;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Keeps the faults of the house, of which there must be none. */
final class Witnessed implements Witness {

    private final Queue<Throwable> faults = new ConcurrentLinkedQueue<>();

    @Override
    public void served(Served served) {
        // the gateways tell
    }

    @Override
    public void troubled(String listener, String link, String message) {
        // a gateway may leave when it likes
    }

    @Override
    public void faulted(String listener, String link, Throwable fault) {
        faults.add(fault);
    }

    void assertNoFaults() {
        Throwable first = faults.poll();
        if (first != null) {
            throw new AssertionError("the house made a mistake", first);
        }
    }
}
