package dev.gatehouse.gateway.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;

/** Answers {@code /metrics}, {@code /health} and {@code /ready} at a port of this machine's own. */
public final class MetricsServer implements AutoCloseable {

    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int UNAVAILABLE = 503;
    private static final String PLAIN = "text/plain; charset=utf-8";

    private final HttpServer server;
    private final ExecutorService threads;

    private MetricsServer(HttpServer server, ExecutorService threads) {
        this.server = server;
        this.threads = threads;
    }

    private record Answer(int status, String type, String body) {

        static Answer text(int status, String text) {
            return new Answer(status, PLAIN, text + "\n");
        }
    }

    /**
     * Begins to answer.
     *
     * @param ready whether requests are taken and can be judged
     * @throws IOException if the port cannot be opened; the message is for the operator
     */
    public static MetricsServer start(InetSocketAddress address, GatewayMetrics metrics, BooleanSupplier ready)
            throws IOException {
        HttpServer server;
        try {
            server = HttpServer.create(address, 0);
        } catch (IOException e) {
            throw new IOException("cannot tell metrics on " + address + ": " + e.getMessage(), e);
        }
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        server.setExecutor(threads);
        server.createContext("/", exchange -> answer(exchange, metrics, ready));
        server.start();
        return new MetricsServer(server, threads);
    }

    private static void answer(HttpExchange exchange, GatewayMetrics metrics, BooleanSupplier ready)
            throws IOException {
        try (exchange) {
            Answer answer = answerTo(exchange, metrics, ready);
            exchange.getResponseHeaders().set("Content-Type", answer.type());
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            boolean head = exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(answer.status(), head ? -1 : body.length);
            if (!head) {
                exchange.getResponseBody().write(body);
            }
        }
    }

    private static Answer answerTo(HttpExchange exchange, GatewayMetrics metrics, BooleanSupplier ready) {
        String method = exchange.getRequestMethod();
        if (!method.equals("GET") && !method.equals("HEAD")) {
            return Answer.text(METHOD_NOT_ALLOWED, "GET or HEAD");
        }
        return switch (exchange.getRequestURI().getPath()) {
            case "/metrics" -> new Answer(OK, metrics.mediaType(), metrics.text());
            case "/health" -> Answer.text(OK, "alive");
            case "/ready" -> ready.getAsBoolean() ? Answer.text(OK, "ready") : Answer.text(UNAVAILABLE, "not ready");
            default -> Answer.text(NOT_FOUND, "there are /metrics, /health and /ready");
        };
    }

    /** Where it answers in truth: with the port that the system chose. */
    public InetSocketAddress address() {
        return server.getAddress();
    }

    /** Answers no more. Idempotent. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
