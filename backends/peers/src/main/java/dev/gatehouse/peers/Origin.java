package dev.gatehouse.peers;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * A web server on the loopback address, behind a proxy: it gives files away and keeps what is posted to it.
 *
 * <p>A large file under {@code /file} is sent piece by piece, no more than one ahead of what the gate has seen, for
 * Debian 12's squid 5.7 stalls otherwise: it stops reading from the origin for ever once its buffer of 64 KiB is full
 * before the ICAP server took of it (squid's bug 5352). Of a file under {@code /slow} the second half waits.
 */
public final class Origin implements AutoCloseable {

    /** The largest file that squid bears at once. */
    public static final int SQUIDS_MOST_BYTES = 60_000;

    private static final int PIECE_BYTES = 16 << 10;
    private static final byte[] THANKS = "thank you".getBytes(StandardCharsets.US_ASCII);

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final LongSupplier seen;
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final Map<String, byte[]> uploads = new ConcurrentHashMap<>();
    private final CountDownLatch halfSent = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);

    private Origin(HttpServer server, LongSupplier seen) {
        this.server = server;
        this.seen = seen;
    }

    /**
     * Starts one.
     *
     * @param seen how many bytes of the file under way the gate has taken
     */
    public static Origin start(LongSupplier seen) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        Origin origin = new Origin(server, seen);
        server.setExecutor(origin.threads);
        server.createContext("/", origin::answer);
        server.start();
        return origin;
    }

    /** Where one of its files is. */
    public String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    /** Keeps a file to give away. */
    public void put(String path, byte[] file) {
        files.put(path, file);
    }

    /** What was posted to a path to its end, and nothing else. */
    public Optional<byte[]> uploaded(String path) {
        return Optional.ofNullable(uploads.get(path));
    }

    /**
     * Waits until half of a file under {@code /slow} is on its way.
     *
     * @throws IOException if nobody asks for one
     */
    public void awaitHalfSent() throws IOException, InterruptedException {
        if (!halfSent.await(30, TimeUnit.SECONDS)) {
            throw new IOException("nobody asked for a slow file");
        }
    }

    /** Lets the second halves go. */
    public void goOn() {
        goOn.countDown();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (exchange.getRequestMethod().equals("POST")) {
            uploads.put(path, exchange.getRequestBody().readAllBytes());
        }
        byte[] body = files.getOrDefault(path, THANKS);
        exchange.getResponseHeaders().add("X-Origin", "kept");
        exchange.sendResponseHeaders(200, body.length);
        OutputStream out = exchange.getResponseBody();
        if (path.startsWith("/slow")) {
            sendInHalves(out, body);
        } else if (path.startsWith("/file") && body.length > SQUIDS_MOST_BYTES) {
            sendInPieces(out, body);
        } else {
            out.write(body);
        }
        exchange.close();
    }

    private void sendInHalves(OutputStream out, byte[] body) throws IOException {
        int half = body.length / 2;
        out.write(body, 0, half);
        out.flush();
        halfSent.countDown();
        try {
            goOn.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        out.write(body, half, body.length - half);
    }

    private void sendInPieces(OutputStream out, byte[] body) throws IOException {
        for (int at = 0; at < body.length; at += PIECE_BYTES) {
            int length = Math.min(PIECE_BYTES, body.length - at);
            out.write(body, at, length);
            out.flush();
            long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
            while (at + length < body.length && seen.getAsLong() < at + length && System.nanoTime() - giveUp < 0) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
            }
        }
    }

    /** Ends it, whoever still waits. */
    @Override
    public void close() {
        goOn();
        server.stop(0);
        threads.close();
    }
}
