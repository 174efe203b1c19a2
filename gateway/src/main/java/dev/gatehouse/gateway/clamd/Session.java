package dev.gatehouse.gateway.clamd;

import dev.gatehouse.gateway.net.Link;
import java.io.IOException;
import java.util.concurrent.Semaphore;

/**
 * What was asked for in a session and is not answered yet. Each command waits for its scan on a virtual thread of its
 * own, so that answers go out as scans end.
 */
final class Session {

    /** How many commands may wait at a time before no more are read; amavisd sends eight. */
    private static final int MOST = 64;

    private final Link link;
    private final Semaphore room = new Semaphore(MOST);

    Session(Link link) {
        this.link = link;
    }

    /** Scans and answers. */
    @FunctionalInterface
    interface Work {
        void run() throws IOException, InterruptedException;
    }

    /** Begins a command's work; waits while there are too many. */
    void start(Work work) throws InterruptedException {
        room.acquire();
        link.begin();
        Thread.ofVirtual().name("clamd-" + link.id()).start(() -> {
            try {
                work.run();
            } catch (IOException e) {
                // the client is gone: whoever reads its next command learns of it
                link.close();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                room.release();
                link.done();
            }
        });
    }

    /** Waits until all are answered. */
    void await() {
        room.acquireUninterruptibly(MOST);
        room.release(MOST);
    }
}
