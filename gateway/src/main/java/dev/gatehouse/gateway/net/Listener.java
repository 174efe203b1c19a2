package dev.gatehouse.gateway.net;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Takes clients in at a doorway and lets each speak the protocol on a thread of its own. Ends gracefully: no new client,
 * no new request, and those under way are answered.
 */
public final class Listener implements AutoCloseable {

    /** How often slow clients are looked for; the least patience that can be had. */
    private static final Duration ROUND = Duration.ofMillis(100);

    /** How long after a client could not be taken in, for want of descriptors say, it is tried again. */
    private static final Duration PAUSE = Duration.ofMillis(50);

    private static final AtomicLong CONNECTIONS = new AtomicLong();

    private final Doorway doorway;
    private final ListenerSettings settings;
    private final Protocol protocol;
    private final Witness witness;
    private final Semaphore room;
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closing = new CountDownLatch(1);

    private Listener(Doorway doorway, ListenerSettings settings, Protocol protocol, Witness witness) {
        this.doorway = doorway;
        this.settings = settings;
        this.protocol = protocol;
        this.witness = witness;
        this.room = new Semaphore(settings.connections());
    }

    /** Begins to take clients in. The doorway is this one's to close from now on. */
    public static Listener start(Doorway doorway, ListenerSettings settings, Protocol protocol, Witness witness) {
        Listener listener = new Listener(doorway, settings, protocol, witness);
        Thread.ofPlatform().daemon().name("accept-" + settings.name()).start(listener::accept);
        Thread.ofVirtual().name("look-" + settings.name()).start(listener::look);
        return listener;
    }

    /** Where it listens in truth. */
    public Endpoint endpoint() {
        return doorway.endpoint();
    }

    /** What the operator calls it. */
    public String name() {
        return settings.name();
    }

    /** What is spoken on it. */
    public Protocol protocol() {
        return protocol;
    }

    /** How many clients are connected. */
    public int connections() {
        return links.size();
    }

    private void accept() {
        while (closing.getCount() > 0) {
            try {
                room.acquire();
                take(doorway.next());
            } catch (InterruptedException | ClosedChannelException e) {
                return;
            } catch (IOException e) {
                room.release();
                witness.troubled(settings.name(), "-", "cannot take a client in: " + e.getMessage());
                pause(PAUSE);
            }
        }
    }

    private void take(Wire wire) {
        Link link = new Link(wire, settings, Long.toString(CONNECTIONS.incrementAndGet(), 36));
        links.add(link);
        if (closing.getCount() == 0) {
            link.end();
        }
        Thread.ofVirtual().name(settings.name() + "-" + link.id()).start(() -> serve(link));
    }

    private void serve(Link link) {
        try (link) {
            protocol.serve(link);
        } catch (ServiceEndsException | InterruptedException e) {
            // it was asked to
        } catch (IOException e) {
            witness.troubled(settings.name(), link.id(), link.peer() + ": " + e.getMessage());
        } catch (RuntimeException | Error e) {
            witness.faulted(settings.name(), link.id(), e);
        } finally {
            links.remove(link);
            room.release();
        }
    }

    private void look() {
        while (closing.getCount() > 0 || !links.isEmpty()) {
            long now = System.nanoTime();
            links.forEach(link -> link.look(now));
            pause(ROUND);
        }
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Takes no new client and no new request; does not wait. Idempotent. */
    public void end() {
        closing.countDown();
        doorway.close();
        links.forEach(Link::end);
    }

    /**
     * Waits, after {@link #end}, for the requests under way.
     *
     * @return whether all were answered in time
     */
    public boolean await(Duration time) throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        while (!links.isEmpty()) {
            if (System.nanoTime() - end > 0) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(10);
        }
        return true;
    }

    /** Ends at once, and cuts off whoever is still connected. */
    @Override
    public void close() {
        end();
        links.forEach(Link::close);
    }
}
