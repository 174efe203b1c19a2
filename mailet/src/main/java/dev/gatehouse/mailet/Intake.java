package dev.gatehouse.mailet;

import dev.gatehouse.gateway.Arrival;
import dev.gatehouse.gateway.BusyException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;

/** Takes what a message writes of itself to the gate, without a copy of it in between. */
final class Intake extends OutputStream {

    private final Arrival arrival;

    Intake(Arrival arrival) {
        this.arrival = arrival;
    }

    @Override
    public void write(int each) throws IOException {
        write(new byte[] {(byte) each}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            arrival.add(bytes, offset, length);
        } catch (BusyException e) {
            throw new NoRoom(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while a message was taken in");
        }
    }

    /** There was no room for the message, in words that a stream may say. */
    static final class NoRoom extends IOException {

        private static final long serialVersionUID = 1L;

        NoRoom(BusyException cause) {
            super(cause.getMessage(), cause);
        }
    }
}
