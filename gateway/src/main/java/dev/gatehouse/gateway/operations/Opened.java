package dev.gatehouse.gateway.operations;

import java.util.ArrayDeque;
import java.util.Deque;

/** What was opened on the way to something that may yet fail: closed again, the last first, unless it was released. */
final class Opened implements AutoCloseable {

    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    Opened() {}

    <T extends AutoCloseable> T keep(T thing) {
        open.push(thing);
        return thing;
    }

    /** All went well: it is somebody else's to close. */
    void release() {
        open.clear();
    }

    @Override
    public void close() {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                // why it is closed is told, and is worse
            }
        }
    }
}
