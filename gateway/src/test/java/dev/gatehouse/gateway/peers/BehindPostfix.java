package dev.gatehouse.gateway.peers;

import dev.gatehouse.peers.PostfixPeer;
import java.util.Map;
import java.util.concurrent.Callable;

/** Postfix with a milter, which together are a gateway. */
final class BehindPostfix {

    private BehindPostfix() {}

    /** Starts Postfix. */
    static Course.Gateway open(int milter, Callable<String> log, AutoCloseable program, int onwards) throws Exception {
        PostfixPeer postfix = PostfixPeer.start(Map.of(
                "smtpd_milters", "inet:127.0.0.1:" + milter,
                "relay_transport", "smtp:[127.0.0.1]:" + onwards));
        return new Course.Gateway(postfix.port(), () -> log.call() + postfix.log(), () -> {
            postfix.close();
            program.close();
        });
    }
}
