package dev.gatehouse.engine.approval;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;

/** A stream that says when it is read first, and gives nothing before it may. */
final class HeldStream extends InputStream {

    private final InputStream stream;
    private final CountDownLatch reading;
    private final CountDownLatch goOn;

    HeldStream(String text, CountDownLatch reading, CountDownLatch goOn) {
        this.stream = new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
        this.reading = reading;
        this.goOn = goOn;
    }

    @Override
    public int read() throws IOException {
        awaitLeave();
        return stream.read();
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        awaitLeave();
        return stream.read(bytes, offset, length);
    }

    private void awaitLeave() throws IOException {
        reading.countDown();
        try {
            goOn.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
