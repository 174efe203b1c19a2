package dev.gatehouse.gateway.clamd;

import java.io.IOException;

/** SCAN and its kin: a file, or a folder and all below it. */
final class PathScan {

    private final Exchange exchange;

    PathScan(House house, Exchange exchange, Command command) {
        this.exchange = exchange;
    }

    void run() throws IOException, InterruptedException {
        exchange.answer(exchange.request().path(), 0, Answer.error("Access denied."));
    }
}
